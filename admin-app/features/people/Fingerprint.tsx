import { Code, Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';

/** Length of a shortened fingerprint, in characters. */
export const shortKeyidLength = 8;

/** The fingerprint of a key. The part that is shown where there is less room is bold. */
export function Fingerprint({ keyid }: { readonly keyid: string }) {
  const { people: messages } = useMessages();
  return (
    <span>
      <Note element="span">{messages.fingerprint}</Note>{' '}
      <Code>
        <b>{keyid.slice(0, shortKeyidLength)}</b>
        <span>{keyid.slice(shortKeyidLength)}</span>
      </Code>
    </span>
  );
}
