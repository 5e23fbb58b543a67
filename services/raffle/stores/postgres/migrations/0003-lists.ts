/** Lists of raffles read every entry but the sales. */
export const lists = `
CREATE INDEX entries_without_sales ON entries (raffle, index, type) WHERE type <> 'ticket-sold';
`;
