import type { ReactNode } from 'react';
import { Code, Details, Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';

export interface FingerprintProps {
  readonly keyid: string;
  readonly children?: ReactNode;
}

/** The fingerprint of a device's key, folded away. */
export function Fingerprint({ keyid, children }: FingerprintProps) {
  const { people: messages, draw } = useMessages();
  return (
    <Details summary={draw.technical}>
      <span>
        <Note element="span">{messages.fingerprint}</Note> <Code>{keyid}</Code>
      </span>
      {children}
    </Details>
  );
}
