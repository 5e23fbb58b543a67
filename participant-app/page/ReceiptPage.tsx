import { Link } from '#ui/Link.tsx';
import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import type { DashboardViewProps } from '../dashboard/DashboardView.tsx';
import { SignInToSee } from '../dashboard/SignInToSee.tsx';
import type { Messages } from '../messages/en.ts';
import { useMessages } from '../messages/messages.ts';
import type { ReceiptWords } from '../receipts/messages/en.ts';
import { useReceiptWords } from '../receipts/messages/messages.ts';
import { ReceiptSheet } from '../receipts/ReceiptSheet.tsx';
import { ReceiptView } from '../receipts/ReceiptView.tsx';
import { ticketFactsOf } from '../state/shown-tickets.ts';
import { knownRaffle, listedNumbers } from '../state/dashboard-state.ts';
import styles from './ReceiptPage.module.css';

export interface ReceiptPageProps extends Omit<DashboardViewProps, 'checks'> {
  /** The ticket whose receipt it is; undefined for all, to be printed. */
  readonly number: number | undefined;
}

/** One receipt, or all of them, on a page that can be printed. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { number, place } = props;
  const say = useMessages();
  const words = useReceiptWords();
  const title = number === undefined ? words.allTitle : words.title(number);
  return (
    <article className={styles['page']}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{title}</h1>
        <Link href={`/raffles/${encodeURIComponent(place.raffleId)}`}>{say.toRaffle}</Link>
      </header>
      {hasReceipts(props) ? <Receipts {...props} /> : <NoReceipt {...props} />}
    </article>
  );
}

function hasReceipts({ number, state: { receipts } }: ReceiptPageProps): boolean {
  if (receipts === undefined) return false;
  return number === undefined ? receipts.receipts.size > 0 : receipts.receipts.has(number);
}

function Receipts({ number, place, state }: ReceiptPageProps) {
  const words = useReceiptWords();
  const receipts = state.receipts!;
  const raffle = knownRaffle(state);
  const about = ticketFactsOf(state);
  if (number !== undefined) {
    return (
      <ReceiptView
        place={place}
        receipt={receipts.receipts.get(number)!}
        state={receipts}
        raffle={raffle}
        about={about}
        listed={listedNumbers(state.viewer)}
        headingLevel={2}
      />
    );
  }
  const byNumber = [...receipts.receipts.values()].toSorted((a, b) => a.number - b.number);
  return (
    <>
      <div className={styles['header']}>
        <p className={styles['note']}>{words.sheetNote}</p>
        <Button look="quiet" onPress={() => window.print()}>
          {words.printAll}
        </Button>
      </div>
      <ReceiptSheet receipts={byNumber} raffleId={place.raffleId} about={about} />
    </>
  );
}

/** Why there is none to see, and what can be done. */
function NoReceipt(props: ReceiptPageProps) {
  const say = useMessages();
  const words = useReceiptWords();
  const { locale } = useLocale();
  const sentence = explainNone(props, { say, words, locale });
  const isSignedOut = props.state.viewer.kind === 'signed-out';
  return (
    <>
      <p className={styles['note']}>{sentence}</p>
      {isSignedOut && <SignInToSee actions={props.actions.signIn} />}
    </>
  );
}

interface Speech {
  readonly say: Messages;
  readonly words: ReceiptWords;
  readonly locale: string;
}

function explainNone({ number, state }: ReceiptPageProps, { say, words, locale }: Speech): string {
  const { viewer, receipts, news } = state;
  if (news.kind === 'unknown-raffle') {
    const { sentence, next } = say.situations.unknownRaffle;
    return `${sentence} ${next}`;
  }
  if (viewer.kind === 'signed-out') return words.signIn;
  if (viewer.kind === 'unanswered') return words.unanswered;
  const listed = listedNumbers(viewer);
  if (listed?.length === 0) return words.noTickets;
  if (number !== undefined && listed?.includes(number) === false) return words.noTicket(number);
  if (receipts?.trouble === undefined) return words.moment;
  const { title, text } = sayTrouble(receipts.trouble, { locale, asked: 'look' });
  return `${title}. ${text}`;
}
