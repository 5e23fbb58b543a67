import type { RaffleView } from '#contract/schemas.ts';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { Button } from '#ui/Button.tsx';
import { CheckList, Verdict } from '#ui/CheckList.tsx';
import { Link } from '#ui/Link.tsx';
import { saveFile } from '#ui/save-file.ts';
import { writeEvidence } from './evidence.ts';
import { ReceiptCalendar } from './ReceiptCalendar.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import { ReceiptProblem } from './ReceiptProblem.tsx';
import { receiptUrl, type ReceiptPlace } from './receipt-place.ts';
import type { TicketFacts } from '../state/shown-tickets.ts';
import { verdictOn, type HeldReceipt, type ReceiptsState } from './receipts-state.ts';
import { saveReceipt } from './receipt-file.ts';
import { useReceiptWords } from './messages/messages.ts';
import styles from './ReceiptView.module.css';

export interface ReceiptViewProps {
  readonly place: ReceiptPlace;
  readonly receipt: HeldReceipt;
  readonly state: ReceiptsState;
  /** As it is now; undefined while the service cannot be asked. */
  readonly raffle: RaffleView | undefined;
  /** What stands on the ticket. */
  readonly about: TicketFacts;
  /** The numbers that the service lists as the viewer's. */
  readonly listed: readonly number[] | undefined;
  readonly headingLevel: 2 | 3 | 4;
}

/** One receipt: the ticket, what is wrong if anything is, what it proves, and ways to keep it. */
export function ReceiptView(props: ReceiptViewProps) {
  const { place, receipt, state, raffle, about, listed, headingLevel } = props;
  const words = useReceiptWords();
  const { number, facts, fingerprint, checks } = receipt;
  const { raffleId, serviceUrl } = place;
  const saveEvidence = () => {
    const facts = { serviceUrl, raffleId, receipt, state, listed, now: new Date() };
    const name = `${raffleId}-${number}.evidence.json`;
    saveFile({ name, type: 'application/json', text: writeEvidence(facts) });
  };
  return (
    <div className={styles['receipt']}>
      <div className={styles['front']}>
        <ReceiptCard receipt={receipt} raffleId={raffleId} about={about} />
      </div>
      <div className={styles['details']}>
        {problemsOf(receipt, state).map((kind) => (
          <ReceiptProblem key={kind} kind={kind} onSave={saveEvidence} />
        ))}
        {verdictOn(receipt) === 'valid' && (
          <p className={styles['sentence']}>{words.proves(number)}</p>
        )}
        <div className={styles['actions']}>
          <Button look="quiet" onPress={() => saveReceipt(raffleId, receipt)}>
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
        </div>
        <p className={styles['note']}>{state.isKept ? words.keptHere : words.notKept}</p>
        {raffle !== undefined && <ReceiptCalendar place={place} raffle={raffle} />}
        {checks === undefined ? (
          <Verdict kind="not-checked">{words.notChecked}</Verdict>
        ) : (
          <CheckList checks={checks} notProven={receiptNotProven} headingLevel={headingLevel} />
        )}
        <dl className={styles['facts']}>
          <dt>{words.fingerprint}</dt>
          <dd className={styles['code']}>{fingerprint}</dd>
          {facts !== undefined && (
            <>
              <dt>{words.log}</dt>
              <dd className={styles['code']}>{facts.log}</dd>
              <dt>{words.checkpointSize}</dt>
              <dd>{words.count(facts.logSize)}</dd>
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

function problemsOf(receipt: HeldReceipt, { denied, otherKey }: ReceiptsState) {
  return [
    ...(otherKey === undefined ? [] : (['otherKey'] as const)),
    ...(verdictOn(receipt) === 'not-valid' ? (['notValid'] as const) : []),
    ...(denied.has(receipt.number) ? (['denied'] as const) : []),
  ];
}
