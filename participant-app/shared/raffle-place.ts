import { rafflePath } from '#contract/raffle-addresses.ts';

/** One raffle at one service, and whose page shows it. */
export interface RafflePlace {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** False on another site's page. */
  readonly isOwnPage: boolean;
  /** Stands before the name of a picture. Default: the path of the service's pictures. */
  readonly picturesPath?: string;
}

type RaffleAddress = Pick<RafflePlace, 'serviceUrl' | 'raffleId'>;

/** The raffle's page. */
export function raffleUrl({ serviceUrl, raffleId }: RaffleAddress): string {
  return new URL(rafflePath(raffleId), serviceUrl).href;
}

/** The page of one receipt. */
export function receiptUrl(address: RaffleAddress, number: number): string {
  return `${raffleUrl(address)}/tickets/${number}/receipt`;
}

/** The page with all receipts of the signed-in account, for printing. */
export function receiptsUrl(address: RaffleAddress): string {
  return `${raffleUrl(address)}/receipts`;
}

/** The public page of the result. */
export function resultUrl(address: RaffleAddress): string {
  return `${raffleUrl(address)}/result`;
}

/** The picture of a raffle; undefined if it has none. */
export function pictureUrl(
  { serviceUrl, picturesPath = '/api/pictures/' }: Pick<RafflePlace, 'serviceUrl' | 'picturesPath'>,
  picture: string | undefined,
): string | undefined {
  return picture === undefined ? undefined : new URL(`${picturesPath}${picture}`, serviceUrl).href;
}
