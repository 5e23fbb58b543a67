import { useId, useRef, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { Note, Row, Stack } from '#ui/primitives.tsx';
import { toApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service-context.ts';
import { encodePicture, PictureUnusable } from './encode-picture.ts';
import { usePictureUrl } from './use-picture-url.ts';
import styles from './picture.module.css';

export interface PictureFieldProps {
  readonly label: string;
  /** SHA-256 of the uploaded picture, or empty. */
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Chooses a picture and uploads it at once, without its metadata. */
export function PictureField({ label, value, error, onChange }: PictureFieldProps) {
  const { picture: messages } = useMessages();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const url = usePictureUrl(value);
  const upload = usePictureUpload(onChange);
  const fault = upload.fault ?? error;
  return (
    <Stack gap={2} align="start">
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {value !== '' && (
        <div className={styles['frame']}>
          {url !== undefined && <img src={url} alt={messages.shown} className={styles['shown']} />}
        </div>
      )}
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-hidden
        className={styles['file']}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be chosen again after a failure.
          target.value = '';
          if (file !== undefined) void upload.start(file);
        }}
      />
      <Row>
        <Button
          look="quiet"
          aria-describedby={`${id}-hint`}
          isPending={upload.isPending}
          pendingLabel={messages.preparing}
          onPress={() => input.current?.click()}
        >
          {value === '' ? messages.choose : messages.another}
        </Button>
        {value !== '' && (
          <Button look="plain" onPress={() => onChange('')}>
            {messages.remove}
          </Button>
        )}
      </Row>
      <Note id={`${id}-hint`}>{messages.hint}</Note>
      {fault !== undefined && (
        <Note role="alert" tone="danger">
          {fault}
        </Note>
      )}
    </Stack>
  );
}

function usePictureUpload(onDone: (picture: string) => void) {
  const { picture: messages } = useMessages();
  const { locale } = useLocale();
  const { client } = useService();
  const [isPending, setIsPending] = useState(false);
  const [fault, setFault] = useState<string>();
  const describe = (error: unknown) => {
    if (error instanceof PictureUnusable) return messages[error.code];
    const { title, text } = describeApiError(toApiError(error), { locale, asked: 'change' });
    return `${title}. ${text}`;
  };
  const start = async (chosen: File) => {
    setIsPending(true);
    setFault(undefined);
    try {
      const file = { bytes: await encodePicture(chosen), type: 'image/jpeg' };
      onDone((await client.call('uploadPicture', { file })).picture);
    } catch (error) {
      setFault(describe(error));
    }
    setIsPending(false);
  };
  return { isPending, fault, start };
}
