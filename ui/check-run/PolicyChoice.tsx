import { useId } from 'react';
import fileInput from '../file-input.module.css';
import { Note, Stack } from '../primitives.tsx';
import { useMessages } from './messages.ts';

/** A file of witnesses that the user chose. `policy`: undefined if it is not one. */
export interface ChosenPolicy<Policy> {
  readonly fileName: string;
  readonly policy: Policy | undefined;
}

export interface PolicyChoiceProps<Policy> {
  readonly chosen: ChosenPolicy<Policy> | undefined;
  readonly onChoose: (chosen: ChosenPolicy<Policy>) => void;
  /** Reads the content of a file; undefined if it is not a policy. */
  readonly read: (bytes: Uint8Array) => Promise<Policy | undefined>;
}

/** Takes a file with the witnesses that the user trusts. */
export function PolicyChoice<Policy>({ chosen, onChoose, read }: PolicyChoiceProps<Policy>) {
  const messages = useMessages();
  const id = useId();
  const choose = async (file: File) => {
    const policy = await read(new Uint8Array(await file.arrayBuffer()));
    onChoose({ fileName: file.name, policy });
  };
  return (
    <Stack gap={2}>
      <label htmlFor={id}>{messages.policy}</label>
      <input
        id={id}
        type="file"
        className={fileInput.file}
        accept=".policy,.txt,text/plain"
        onClick={({ currentTarget }) => {
          // So that the same file can be chosen again. Until then the browser names it here.
          currentTarget.value = '';
        }}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) void choose(file);
        }}
      />
      <output>
        {chosen !== undefined && (
          <Note>
            {chosen.policy === undefined
              ? messages.policyUnreadable(chosen.fileName)
              : messages.policyChosen(chosen.fileName)}
          </Note>
        )}
      </output>
    </Stack>
  );
}
