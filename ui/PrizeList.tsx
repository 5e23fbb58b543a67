import type { AwardedPrize } from '#contract/raffles.ts';

export interface PrizeListProps {
  readonly prizes: readonly AwardedPrize[];
  readonly words: {
    readonly prizeOf: (title: string, ticketNumber: number) => string;
    readonly prizeClaimed: (title: string, ticketNumber: number) => string;
    readonly prizeUnawarded: (title: string) => string;
  };
}

/** Every prize of a draw with the ticket that holds it, the first prize first. */
export function PrizeList({ prizes, words }: PrizeListProps) {
  return (
    <ol>
      {prizes.map((prize, index) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{describePrize(prize, words)}</li>
      ))}
    </ol>
  );
}

function describePrize(prize: AwardedPrize, words: PrizeListProps['words']): string {
  switch (prize.state) {
    case 'drawn':
      return words.prizeOf(prize.title, prize.ticketNumber);
    case 'claimed':
      return words.prizeClaimed(prize.title, prize.ticketNumber);
    case 'unawarded':
      return words.prizeUnawarded(prize.title);
    default:
      return prize satisfies never;
  }
}
