import { screen, within } from '@testing-library/react';

/** The table of tickets after its rows are laid out. */
export async function findTicketTable(): Promise<HTMLElement> {
  const table = await screen.findByRole('grid', { name: 'Tickets' });
  await within(table).findAllByRole('rowheader');
  return table;
}

/** The text of each row but the header. */
export function rowsOf(table: HTMLElement): string[] {
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
}

/** The ticket numbers in their order. */
export function numbersOf(table: HTMLElement): string[] {
  return within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);
}
