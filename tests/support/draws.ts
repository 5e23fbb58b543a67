/** The ticket that holds the first prize of a drawn raffle or a draw record. */
export function winnerOf<Winner>({ winner }: { readonly winner?: Winner | undefined }): Winner {
  if (winner === undefined) throw new Error('No ticket holds the first prize.');
  return winner;
}
