import type { Witnessing } from '#contract/witnessing.ts';
import { Code, Details, Note, Stack } from '#ui/primitives.tsx';
import { useWitnessWords, type WitnessWords } from './words.ts';

/**
 * Who cosigned a raffle's log, and whether in time. It never calls witnesses independent: the organiser
 * chose them. Shows nothing if the service asks none.
 */
export function WitnessNote({ witnessing }: { readonly witnessing: Witnessing | undefined }) {
  const words = useWitnessWords();
  if (witnessing === undefined || witnessing.witnesses.length === 0) return null;
  const { witnesses, closing } = witnessing;
  const cosigned = witnesses.filter(({ newest }) => newest !== undefined).map(({ name }) => name);
  const all = witnesses.map(({ name }) => name);
  const state = closing?.state;
  return (
    <Stack element="section" gap={2} align="start" aria-label={words.title}>
      <Note size="text">
        <span>{cosigned.length === 0 ? words.none(all) : words.cosigned(cosigned)}</span>{' '}
        {state !== undefined && state !== 'not-in-time' && <span>{words.closing[state]}</span>}
      </Note>
      {state === 'not-in-time' && (
        <Note size="text" tone="caution">
          {words.closing[state]}
        </Note>
      )}
      <Details summary={words.details}>
        <ul>
          {witnesses.map(({ name, key }) => (
            <li key={key}>
              <span>{`${name}: ${describe(witnessing, name, words).join('; ')}`}</span>{' '}
              <Code>{key}</Code>
            </li>
          ))}
        </ul>
        <Note>{words.trust}</Note>
      </Details>
    </Stack>
  );
}

/** What a witness signed, and when. */
function describe(
  { witnesses, closing, draw }: Witnessing,
  name: string,
  words: WitnessWords,
): readonly string[] {
  const newest = witnesses.find((each) => each.name === name)?.newest;
  const seen = (list: NonNullable<Witnessing['draw']>['seenBy'] | undefined) =>
    list?.find(({ witness }) => witness === name)?.time;
  const closingTime = seen(closing?.seenBy);
  const drawTime = seen(draw?.seenBy);
  return [
    newest === undefined ? words.nothing : words.newest(newest),
    ...(closingTime === undefined ? [] : [words.closingSeen(closingTime)]),
    ...(drawTime === undefined ? [] : [words.drawSeen(drawTime)]),
  ];
}
