import { receiptNotProven } from '#proof/audit-receipt.ts';
import { Button } from '#ui/Button.tsx';
import { CheckList, VerdictLine } from '#ui/CheckList.tsx';
import { Link } from '#ui/Link.tsx';
import { Details, Note, Row, Stack } from '#ui/primitives.tsx';
import { AddToCalendar } from '../../shared/AddToCalendar.tsx';
import { knownRaffle, useLive } from '../../shared/live.ts';
import { receiptUrl } from '../../shared/raffle-place.ts';
import { myTicketsOf, useSession } from '../../shared/session.ts';
import { UnpaidNote } from '../../shared/UnpaidNote.tsx';
import { useReceiptWords } from './messages.ts';
import { ReceiptCard } from './ReceiptCard.tsx';
import { saveEvidence, saveReceipt } from './receipt-files.ts';
import {
  isUnreadable,
  receiptVerdict,
  type HeldReceipt,
  type ReceiptsState,
} from './receipts-state.ts';
import { ticketFactsOf, voidedTicketsOf } from './shown-tickets.ts';
import styles from './ReceiptView.module.css';

export interface ReceiptViewProps {
  readonly receipt: HeldReceipt;
  readonly state: ReceiptsState;
  readonly headingLevel: 2 | 3 | 4;
}

/** One receipt: the ticket, what is wrong with it, what it proves, and ways to save it. */
export function ReceiptView({ receipt, state, headingLevel }: ReceiptViewProps) {
  const words = useReceiptWords();
  const { place, state: live } = useLive();
  const { viewer } = useSession();
  const { number, sale, facts, fingerprint, checks } = receipt;
  const voided = voidedTicketsOf(viewer).find((ticket) => ticket.sale === sale);
  const verdict = receiptVerdict(receipt);
  const raffle = knownRaffle(live);
  const about = ticketFactsOf(live, viewer, state);
  const isContradicted = voided !== undefined || about.contradicted.includes(sale);
  // Beside an alarm, a green mark would say that all is well.
  const isProof = verdict === 'passed' && !isContradicted;
  const save = () =>
    saveEvidence({ ...place, receipt, state, listed: myTicketsOf(viewer)?.tickets });
  return (
    <div className={styles.receipt}>
      <Stack>
        <ReceiptCard receipt={receipt} serviceUrl={place.serviceUrl} about={about} />
      </Stack>
      <Stack gap={4} isScreenOnly>
        {voided !== undefined && <Note tone="caution">{words.voided(number, voided.reason)}</Note>}
        {raffle !== undefined && (
          <UnpaidNote
            raffle={raffle}
            tickets={myTicketsOf(viewer)?.tickets.filter((ticket) => ticket.sale === sale) ?? []}
          />
        )}
        {problemsOf(receipt, state).map((problem) => (
          <ReceiptProblem key={problem} problem={problem} onSave={save} />
        ))}
        {isProof && <VerdictLine verdict="passed">{words.proves(number)}</VerdictLine>}
        {isProof && !about.isLaterKnown && <Note size="text">{words.check.laterUnknown}</Note>}
        {checks === undefined && (
          <VerdictLine verdict="not-checked">{words.notChecked}</VerdictLine>
        )}
        <Row>
          <Button look="quiet" onPress={() => saveReceipt(place.raffleId, receipt)}>
            {words.save}
          </Button>
          {place.isOwnPage ? (
            <Button look="quiet" onPress={() => window.print()}>
              {words.print}
            </Button>
          ) : (
            <Link href={receiptUrl(place, number)} isExternal>
              {words.printElsewhere}
            </Link>
          )}
          {raffle !== undefined && <AddToCalendar raffle={raffle} serviceUrl={place.serviceUrl} />}
        </Row>
        <Note>{state.isKept ? words.keptHere : words.notKept}</Note>
        <Details summary={words.check.details} isOpen={verdict === 'failed'}>
          {checks !== undefined && (
            <CheckList checks={checks} notProven={receiptNotProven} headingLevel={headingLevel} />
          )}
          <dl className={styles.facts}>
            <dt>{words.fingerprint}</dt>
            <dd className={styles.code}>{fingerprint}</dd>
            {facts !== undefined && (
              <>
                <dt>{words.log}</dt>
                <dd className={styles.code}>{facts.log}</dd>
                <dt>{words.checkpointSize}</dt>
                <dd>{words.count(facts.logSize)}</dd>
              </>
            )}
          </dl>
        </Details>
      </Stack>
    </div>
  );
}

type Problem = 'otherKey' | 'notValid' | 'unreadable' | 'denied';

function problemsOf(receipt: HeldReceipt, { denied, otherKey }: ReceiptsState): readonly Problem[] {
  const isPresent: Readonly<Record<Problem, boolean>> = {
    otherKey: otherKey !== undefined,
    notValid: receiptVerdict(receipt) === 'failed',
    unreadable: isUnreadable(receipt),
    denied: denied.has(receipt.sale),
  };
  return allProblems.filter((problem) => isPresent[problem]);
}

const allProblems: readonly Problem[] = ['otherKey', 'notValid', 'unreadable', 'denied'];

interface ReceiptProblemProps {
  readonly problem: Problem;
  readonly onSave: () => void;
}

/** What is wrong with a receipt, what that means, and a button to save the evidence. */
function ReceiptProblem({ problem, onSave }: ReceiptProblemProps) {
  const words = useReceiptWords();
  const { title, text } = words[problem];
  return (
    <div role="alert" className={styles.problem}>
      <p>
        <strong>{`${title}.`}</strong> <span>{text}</span>
      </p>
      <Button look="quiet" onPress={onSave}>
        {words.saveEvidence}
      </Button>
    </div>
  );
}
