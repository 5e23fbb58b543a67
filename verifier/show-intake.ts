import button from '#ui/Button.module.css';
import { classNames } from '#ui/class-names.ts';
import { element } from './elements.ts';
import type { VerifierMessages } from './messages/en.ts';
import styles from './Verifier.module.css';

export interface Brought {
  readonly name: string;
  readonly text: string;
}

export interface IntakeActions {
  readonly onBring: (brought: readonly Brought[]) => void;
  readonly onBeginAnew: () => void;
}

/** Three ways to bring something: choose files, drop them anywhere, paste a text. */
export function showIntake(say: VerifierMessages, actions: IntakeActions): HTMLElement {
  const { onBring, onBeginAnew } = actions;
  const bringFiles = async (files: Iterable<File>) => {
    onBring(await Promise.all([...files].map(readFile)));
  };
  const bringText = (text: string) => {
    if (text.trim() !== '') onBring([{ name: say.pasted, text: withLineEnd(text) }]);
  };
  const picker = element('input', {
    type: 'file',
    multiple: '',
    class: styles['picker'],
    id: 'files',
  });
  picker.addEventListener('change', () => {
    void bringFiles(picker.files ?? []);
    // The same file again is brought again.
    picker.value = '';
  });
  const field = element('textarea', {
    id: 'text',
    class: styles['field'],
    rows: '3',
    spellcheck: 'false',
    'aria-describedby': 'text-hint',
  });
  const addText = () => {
    bringText(field.value);
    field.value = '';
  };
  listenToPage({ bringFiles, bringText });
  return element(
    'section',
    { class: styles['intake'] },
    element(
      'div',
      { class: styles['drop'] },
      picker,
      element(
        'label',
        { for: 'files', class: classNames(button['button'], button['primary']) },
        say.choose,
      ),
      element('span', {}, say.drop),
    ),
    element('label', { for: 'text', class: styles['label'] }, say.paste),
    field,
    element('p', { id: 'text-hint', class: styles['note'] }, say.pasteHint),
    element(
      'div',
      { class: styles['buttons'] },
      pressable(say.add, addText),
      pressable(say.again, onBeginAnew),
    ),
  );
}

function pressable(label: string, onPress: () => void): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: classNames(button['button'], button['quiet'], styles['pressable']) },
    label,
  );
  made.addEventListener('click', onPress);
  return made;
}

/** What is dropped or pasted anywhere on the page is brought. */
function listenToPage({
  bringFiles,
  bringText,
}: {
  readonly bringFiles: (files: Iterable<File>) => Promise<void>;
  readonly bringText: (text: string) => void;
}): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    void bringFiles(event.dataTransfer?.files ?? []);
  });
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (target instanceof HTMLTextAreaElement || clipboardData === null) return;
    if (clipboardData.files.length > 0) void bringFiles(clipboardData.files);
    else bringText(clipboardData.getData('text'));
  });
}

async function readFile(file: File): Promise<Brought> {
  return { name: file.name, text: await file.text() };
}

/** A clipboard often drops the last line end, without which a checkpoint is none. */
function withLineEnd(text: string): string {
  const unix = text.replaceAll('\r\n', '\n');
  return unix.endsWith('\n') ? unix : `${unix}\n`;
}
