import { readText } from '#proof/read-text.ts';
import button from '#ui/Button.module.css';
import { classNames } from '#ui/class-names.ts';
import { element } from './elements.ts';
import type { VerifierMessages } from './messages/en.ts';
import styles from './Verifier.module.css';

export interface AddedText {
  /** The name of the file, or "Pasted text". */
  readonly name: string;
  readonly text: string;
}

export interface InputActions {
  readonly onAdd: (added: readonly AddedText[]) => void;
  readonly onClear: () => void;
}

/** Files can be chosen or dropped anywhere on the page, and texts pasted. */
export function showInput(messages: VerifierMessages, actions: InputActions): HTMLElement {
  const { onAdd, onClear } = actions;
  const addFiles = async (files: Iterable<File>) => {
    onAdd(await Promise.all([...files].map(readFile)));
  };
  const addText = (text: string) => {
    if (text.trim() !== '') onAdd([{ name: messages.pasted, text }]);
  };
  const picker = element('input', {
    type: 'file',
    multiple: '',
    class: styles['picker'],
    id: 'files',
  });
  picker.addEventListener('change', () => {
    void addFiles(picker.files ?? []);
    // Otherwise choosing the same file again fires no event.
    picker.value = '';
  });
  const field = element('textarea', {
    id: 'text',
    class: styles['field'],
    rows: '3',
    spellcheck: 'false',
    'aria-describedby': 'text-hint',
  });
  const addField = () => {
    addText(field.value);
    field.value = '';
  };
  listenToPage({ addFiles, addText });
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
        messages.choose,
      ),
      element('span', {}, messages.drop),
    ),
    element('label', { for: 'text', class: styles['label'] }, messages.paste),
    field,
    element('p', { id: 'text-hint', class: styles['note'] }, messages.pasteHint),
    element(
      'div',
      { class: styles['buttons'] },
      createButton(messages.addText, addField),
      createButton(messages.clear, onClear),
    ),
  );
}

function createButton(label: string, onPress: () => void): HTMLElement {
  const created = element(
    'button',
    { type: 'button', class: classNames(button['button'], button['quiet'], styles['pressable']) },
    label,
  );
  created.addEventListener('click', onPress);
  return created;
}

/** Adds what is dropped or pasted anywhere on the page. */
function listenToPage({
  addFiles,
  addText,
}: {
  readonly addFiles: (files: Iterable<File>) => Promise<void>;
  readonly addText: (text: string) => void;
}): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    void addFiles(event.dataTransfer?.files ?? []);
  });
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (target instanceof HTMLTextAreaElement || clipboardData === null) return;
    if (clipboardData.files.length > 0) void addFiles(clipboardData.files);
    else addText(clipboardData.getData('text'));
  });
}

async function readFile(file: File): Promise<AddedText> {
  return { name: file.name, text: readText(new Uint8Array(await file.arrayBuffer())) };
}
