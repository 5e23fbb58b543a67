import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useLocale } from 'react-aria/I18nProvider';

export interface GridFocusOptions {
  readonly rowCount: number;
  readonly columnCount: number;
  /** How many rows Page Up and Page Down move by. */
  readonly getPageSize: () => number;
  readonly scrollToRow: (row: number) => void;
}

/** The tab stop of a grid: a row, or one of its cells. Row -1 is the header row, cells only. */
interface GridPosition {
  readonly row: number;
  readonly column?: number | undefined;
}

/**
 * Keyboard navigation of a grid with one tab stop: arrows, Page Up and Page Down, Home and End. Home
 * and End move within the row when a cell has the focus, else (or with Ctrl) within the table.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function useGridFocus(options: GridFocusOptions) {
  const { rowCount, columnCount, getPageSize, scrollToRow } = options;
  const { direction } = useLocale();
  const [position, setPosition] = useState<GridPosition>({ row: 0 });
  const [hasFocus, setHasFocus] = useState(false);
  const tabStop = useRef<HTMLTableRowElement & HTMLTableCellElement>(null);
  const isMoving = useRef(false);
  const clamp = ({ row, column }: GridPosition): GridPosition => {
    const clamped = Math.max(-1, Math.min(row, rowCount - 1));
    return { row: clamped, column: clamped === -1 ? (column ?? 0) : column };
  };
  const current = clamp(position);
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    tabStop.current?.focus({ preventScroll: true });
  });
  const move = (key: string, hasCtrl: boolean): GridPosition | undefined => {
    const { row, column } = current;
    const isInCell = column !== undefined && !hasCtrl;
    /** From the header row the focus moves to whole rows. */
    const below = row === -1 ? undefined : column;
    const forward = { row, column: Math.min(columnCount - 1, (column ?? -1) + 1) };
    const back = { row, column: column === 0 ? undefined : (column ?? columnCount) - 1 };
    const moves: Readonly<Record<string, GridPosition>> = {
      ArrowDown: { row: row + 1, column: below },
      ArrowUp: { row: row - 1, column },
      PageDown: { row: row + getPageSize(), column: below },
      PageUp: { row: Math.max(0, row - getPageSize()), column: below },
      ArrowRight: direction === 'rtl' ? back : forward,
      ArrowLeft: direction === 'rtl' ? forward : back,
      Home: isInCell ? { row, column: 0 } : { row: 0 },
      End: isInCell ? { row, column: columnCount - 1 } : { row: rowCount - 1 },
    };
    return moves[key];
  };
  return {
    /** The row with the focus; empty when the focus is elsewhere. */
    focusedRow: hasFocus && current.row >= 0 ? [current.row] : [],
    /** The column of the focused cell; undefined while a row has the focus. */
    focusedColumn: current.column,
    /** @param activate Called on Enter and on the space bar. */
    handleKey: (event: KeyboardEvent, activate: () => void) => {
      const moved = move(event.key, event.ctrlKey || event.metaKey);
      const isActivation = event.key === 'Enter' || event.key === ' ';
      if (moved === undefined && !isActivation) return;
      event.preventDefault();
      if (moved === undefined) {
        activate();
        return;
      }
      const next = clamp(moved);
      isMoving.current = true;
      setPosition(next);
      if (next.row >= 0) scrollToRow(next.row);
    },
    /** Props of a row, or of one of its cells. */
    cellProps: (row: number, column?: number) => {
      const isTabStop = row === current.row && column === current.column;
      return {
        ref: isTabStop ? tabStop : null,
        tabIndex: isTabStop ? 0 : -1,
        onFocus: ({ target, currentTarget }: FocusEvent) => {
          setHasFocus(true);
          if (target === currentTarget) setPosition({ row, column });
        },
        onBlur: () => setHasFocus(false),
      };
    },
  };
}

export type GridFocus = ReturnType<typeof useGridFocus>;
