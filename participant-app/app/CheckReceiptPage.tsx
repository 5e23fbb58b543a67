import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { winningNumbers } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { readText } from '#proof/read-text.ts';
import { Button } from '#ui/Button.tsx';
import { CheckList, VerdictLine } from '#ui/CheckList.tsx';
import { Code, Details, Row, Stack, Title, Note } from '#ui/primitives.tsx';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { Link } from '#ui/Link.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import {
  checkSharedReceipt,
  readReceiptSubject,
  type ReceiptSubject,
} from '../features/receipts/check-receipt.ts';
import { lookUpSale } from '../features/receipts/look-up-sale.ts';
import { useReceiptWords } from '../features/receipts/messages.ts';
import { ReceiptCard } from '../features/receipts/ReceiptCard.tsx';
import { saveReceipt } from '../features/receipts/receipt-files.ts';
import {
  readReceiptFragment,
  readShortReceipt,
  type ShortReceipt,
} from '../features/receipts/receipt-link.ts';
import { restoreReceipt, saveDenial } from '../features/receipts/restore-receipt.ts';
import { receiptVerdict, type HeldReceipt } from '../features/receipts/receipts-state.ts';
import { knownRaffle } from '../shared/live.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import { defaultTimings } from '../shared/timings.ts';
import { Failure } from './Failure.tsx';
import { ReceiptIntake } from './ReceiptIntake.tsx';
import { usePageTitle } from './use-page-title.ts';
import styles from './Page.module.css';

/** Bytes. Receipts have a few kilobytes; a larger file is not read into memory. */
const receiptBytesMax = 65_536;

/** Verifies a receipt from a QR code or a file in this browser. */
export function CheckReceiptPage({ fragment }: { readonly fragment: string }) {
  const { check: messages } = useReceiptWords();
  const { toAllRaffles } = useMessages();
  const [given, setGiven] = useState(() => readFragment(fragment));
  usePageTitle({ kind: 'check-receipt' });
  useEffect(() => {
    // Scanning another code in the same tab changes only the fragment.
    const read = () => setGiven(readFragment(location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const readFile = async (file: File) =>
    setGiven(file.size > receiptBytesMax ? '' : readText(new Uint8Array(await file.arrayBuffer())));
  return (
    <Stack element="article" gap={5} className={styles.narrow}>
      <Title level={1} className={styles.screenOnly}>
        {messages.title}
      </Title>
      {typeof given === 'string' && <GivenReceipt key={given} text={given} />}
      {typeof given === 'object' && <ScannedReceipt short={given} />}
      <ReceiptIntake hasReceipt={given !== undefined} onFile={(file) => void readFile(file)} />
      <Link href="/">{toAllRaffles}</Link>
    </Stack>
  );
}

/** A whole receipt, or the short form that a QR code has; undefined if the address has neither. */
function readFragment(fragment: string): string | ShortReceipt | undefined {
  return readShortReceipt(fragment) ?? readReceiptFragment(fragment);
}

/** A receipt whose entry and proof are fetched from the service's log. */
function ScannedReceipt({ short }: { readonly short: ShortReceipt }) {
  const words = useReceiptWords();
  const answer = useQuery({
    queryKey: ['restore receipt', short],
    queryFn: async () => restoreReceipt(short),
  });
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return <Note size="text">{words.moment}</Note>;
  if (answer.data.kind === 'restored') return <GivenReceipt text={answer.data.text} />;
  const { title, text } = words[answer.data.kind === 'denied' ? 'denied' : 'notSigned'];
  const { data } = answer;
  return (
    <>
      <p role="alert">
        <strong>{`${title}.`}</strong> <span>{text}</span>
      </p>
      {data.kind === 'denied' && (
        <Row>
          <Button look="quiet" onPress={() => saveDenial(short, data.evidence)}>
            {words.saveEvidence}
          </Button>
        </Row>
      )}
    </>
  );
}

function GivenReceipt({ text }: { readonly text: string }) {
  const { check: messages } = useReceiptWords();
  const subject = readReceiptSubject(text);
  if (subject === undefined) return <p role="alert">{messages.unreadable}</p>;
  if (subject.host !== location.host) return <p role="alert">{messages.elsewhere(subject.host)}</p>;
  return <ReceiptCheck text={text} subject={subject} />;
}

interface ReceiptCheckProps {
  readonly text: string;
  readonly subject: ReceiptSubject;
}

function ReceiptCheck({ text, subject }: ReceiptCheckProps) {
  const answer = useQuery({
    queryKey: ['check receipt', text],
    queryFn: async () => checkSharedReceipt(text, subject),
  });
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  return <CheckedReceipt receipt={answer.data} raffleId={subject.raffleId} />;
}

interface CheckedReceiptProps {
  readonly receipt: HeldReceipt;
  readonly raffleId: string;
}

/** The verdict first, then the ticket, then how it was checked. */
function CheckedReceipt({ receipt, raffleId }: CheckedReceiptProps) {
  const messages = useMessages();
  const words = useReceiptWords();
  const serviceUrl = location.origin;
  const { state } = useLiveRaffle({ serviceUrl, raffleId, timings: defaultTimings });
  const raffle = knownRaffle(state);
  const { number, sale, checks } = receipt;
  const verdict = receiptVerdict(receipt);
  const isValid = verdict === 'passed';
  const { data: later, isError } = useQuery({
    queryKey: ['look up sale', receipt.text, raffle?.status],
    queryFn: isValid && raffle !== undefined ? async () => lookUpSale(receipt, raffle) : skipToken,
  });
  const isContradicted = later?.found !== undefined && later.found.outcome !== 'passed';
  const isEvidence = !isValid || isContradicted;
  // Beside an alarm, a green mark would say that all is well.
  const isAlarmed = isValid && (isContradicted || later?.voided !== undefined);
  const isLaterUnknown =
    isError || state.status === 'unreachable' || (later !== undefined && !later.isLaterKnown);
  const winners = raffle?.status === 'drawn' ? winningNumbers(raffle) : [];
  const hasWon = later?.isDrawn === true && winners.includes(number);
  const about = {
    title: isolateText(raffle?.title ?? raffleId),
    isRehearsal: raffle?.rehearsal === true,
    winners: hasWon ? [sale] : [],
    voided: later?.voided === undefined ? [] : [sale],
    // Whether it is paid is between its holder and the organiser.
    unpaid: [],
    contradicted: isContradicted ? [sale] : [],
    isLaterKnown: later?.isLaterKnown === true,
    raffle,
  };
  const saveRow = (label: string) => (
    <Row isScreenOnly>
      <Button look="quiet" onPress={() => saveReceipt(raffleId, receipt)}>
        {label}
      </Button>
    </Row>
  );
  return (
    <>
      {later?.voided !== undefined && (
        <Note tone="danger">{words.voided(number, later.voided)}</Note>
      )}
      {isContradicted && (
        <p role="alert">
          <strong>{`${words.denied.title}.`}</strong> <span>{words.denied.text}</span>
        </p>
      )}
      {!isAlarmed && (
        <VerdictLine verdict={verdict}>
          {isValid ? words.check.valid(number) : words.notValid.title}
        </VerdictLine>
      )}
      {!isValid && <p>{words.notValid.text}</p>}
      {isEvidence && saveRow(words.saveEvidence)}
      {isValid && !isAlarmed && isLaterUnknown && (
        <Note size="text">{words.check.laterUnknown}</Note>
      )}
      {winners.length > 0 && later?.isLaterKnown === true && later.voided === undefined && (
        <strong className={styles.name}>{words.check.drawn({ number, hasWon, winners })}</strong>
      )}
      {isValid && <ReceiptCard receipt={receipt} serviceUrl={serviceUrl} about={about} />}
      <Link href={rafflePath(raffleId)}>{messages.toRaffle}</Link>
      <Stack isScreenOnly>
        <Details summary={words.check.details}>
          {checks !== undefined && (
            <CheckList
              checks={[...checks, ...(later?.found === undefined ? [] : [later.found])]}
              notProven={receiptNotProven}
              headingLevel={2}
            />
          )}
          <p>
            <span>{`${words.fingerprint}:`}</span> <Code>{receipt.fingerprint}</Code>
          </p>
          {!isEvidence && saveRow(words.save)}
        </Details>
      </Stack>
    </>
  );
}
