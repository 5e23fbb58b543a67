import type { KeyboardEvent } from 'react';

/** How long the row may take to be there, in frames. */
const framesMax = 60;

/**
 * Goes to the first or last row of a table: by Home and End in a row, with Ctrl from a cell. React
 * Aria would stop at the first and last of the rows it has been given.
 *
 * @param event Taken on its way down to the rows.
 * @param rowCount Of the whole table.
 */
export function jump(event: KeyboardEvent<HTMLElement>, rowCount: number): void {
  const { key, currentTarget: table, target, ctrlKey, metaKey } = event;
  if ((key !== 'Home' && key !== 'End') || rowCount === 0) return;
  // Nor does the browser scroll, where React Aria goes to the first or last cell of a row.
  event.preventDefault();
  const isInRow = (target as Element).getAttribute('role') === 'row';
  if (!isInRow && !ctrlKey && !metaKey) return;
  event.stopPropagation();
  table.scrollTop = key === 'Home' ? 0 : table.scrollHeight;
  // The row of titles is the first.
  void focusRow(table, key === 'Home' ? 2 : rowCount + 1);
}

async function focusRow(table: Element, rowIndex: number): Promise<void> {
  for (let frame = 0; frame < framesMax; frame += 1) {
    await new Promise(requestAnimationFrame);
    const row = table.querySelector<HTMLElement>(`[aria-rowindex="${rowIndex}"]`);
    if (row !== null) return row.focus({ preventScroll: true });
  }
}
