import { useId } from 'react';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { Note, Stack } from '#ui/primitives.tsx';
import fileInput from '../../shared/file-input.module.css';
import { useMessages } from './messages.ts';

/** A file of witnesses that the user chose. `policy`: undefined if it is not one. */
export interface ChosenPolicy {
  readonly fileName: string;
  readonly policy: WitnessPolicy | undefined;
}

export interface PolicyChoiceProps {
  readonly chosen: ChosenPolicy | undefined;
  readonly onChoose: (chosen: ChosenPolicy) => void;
}

/** Takes a file with the witnesses that the user trusts. */
export function PolicyChoice({ chosen, onChoose }: PolicyChoiceProps) {
  const { check: messages } = useMessages();
  const id = useId();
  const choose = async (file: File) => {
    const { parsePolicy } = await import(
      /* webpackChunkName: "run-check" */ '#proof/witness-policy.ts'
    );
    const { readText } = await import(/* webpackChunkName: "run-check" */ '#proof/read-text.ts');
    const text = readText(new Uint8Array(await file.arrayBuffer()));
    onChoose({ fileName: file.name, policy: tryParse(() => parsePolicy(text)) });
  };
  return (
    <Stack gap={2}>
      <label htmlFor={id}>{messages.policy}</label>
      <input
        id={id}
        type="file"
        className={fileInput.file}
        accept=".policy,.txt,text/plain"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) void choose(file);
          // So that the same file can be chosen again.
          target.value = '';
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

function tryParse<Result>(parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
