import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { formatsOf } from '#ui/formats.ts';
import type { LogEntry } from '../log/log-entry.ts';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';
import styles from './Log.module.css';

export interface EntryDialogProps {
  readonly entry: LogEntry;
  readonly onClose: () => void;
}

/** One entry, down to the bytes that the log's tree is made of. */
export function EntryDialog({ entry, onClose }: EntryDialogProps) {
  const { audit: say } = useMessages();
  const { locale } = useService();
  return (
    <Dialog title={say.entryTitle(entry.place)} isOpen onClose={onClose}>
      <p className={styles['said']}>
        {say.entry(entry)} · {formatsOf(locale).stamp(entry.at)}
      </p>
      <p className={styles['note']}>{say.lineText}</p>
      <pre className={styles['line']}>{entry.line}</pre>
      <div className={styles['buttons']}>
        <Button look="quiet" onPress={onClose}>
          {say.close}
        </Button>
      </div>
    </Dialog>
  );
}
