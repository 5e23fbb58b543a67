import { Fragment, useRef, type ReactNode } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { classNames } from '#ui/class-names.ts';
import { useGridFocus, type GridFocus } from './use-grid-focus.ts';
import styles from './VirtualTable.module.css';

export interface VirtualTableColumn<Id extends string> {
  readonly id: Id;
  readonly name: string;
  /** In CSS pixels. A wider table shares its width in proportion; a narrower one scrolls sideways. */
  readonly minWidth: number;
  readonly isSortable?: boolean;
  /** Digits of equal width. */
  readonly isNumber?: boolean;
}

export interface TableSort<Id extends string> {
  readonly column: Id;
  readonly direction: 'ascending' | 'descending';
}

export interface VirtualTableProps<Id extends string, Item> {
  readonly label: string;
  /** The first column has the row headers. */
  readonly columns: readonly VirtualTableColumn<Id>[];
  readonly rows: readonly Item[];
  readonly cell: (item: Item, column: Id) => ReactNode;
  readonly sort?: TableSort<Id>;
  readonly onSort?: (sort: TableSort<Id>) => void;
  /** Called when a cell is clicked, or Enter or the space bar is pressed in it or in its row. */
  readonly onOpen?: ((item: Item, column: Id | undefined) => void) | undefined;
  /** Shown when there are no rows. */
  readonly empty: ReactNode;
}

/** In CSS pixels. Every row is as high. */
const rowHeight = 44;
/** Height of `empty`, in rows. */
const emptyHeight = 2;

/**
 * A table that renders only the rows in view, and the row that has the focus. `aria-rowindex` tells
 * screen readers where they are; the header row has index 1.
 */
export function VirtualTable<Id extends string, Item>(props: VirtualTableProps<Id, Item>) {
  const { label, columns, rows, cell, sort, onSort, onOpen, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const sortBy = ({ id, isSortable = false }: VirtualTableColumn<Id>) => {
    if (!isSortable) return;
    const isReversed = sort?.column === id && sort.direction === 'ascending';
    onSort?.({ column: id, direction: isReversed ? 'descending' : 'ascending' });
  };
  const grid = useGridFocus({
    rowCount: rows.length,
    columnCount: columns.length,
    getPageSize: () => Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1,
    scrollToRow: (row) => virtualizer.scrollToIndex(row),
  });
  // oxlint-disable-next-line react/incompatible-library -- the app is built without the React Compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
    paddingEnd: rowHeight,
    useFlushSync: false,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...grid.focusedRow])].sort((a, b) => a - b),
  });
  const minWidth = columns.reduce((sum, column) => sum + column.minWidth, 0);
  const height = ((rows.length || emptyHeight) + 1) * rowHeight + 2;
  let renderedTo = 0;
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      style={{ blockSize: `min(36rem, 70vh, ${height}px)` }}
    >
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid is a table with a focus
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className={styles['table']}
        style={{ minInlineSize: minWidth }}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={ariaSort(column, sort)}
                className={classNames(column.isSortable && styles['sortable'])}
                style={{ inlineSize: `${(100 * column.minWidth) / minWidth}%` }}
                onClick={() => sortBy(column)}
                onKeyDown={(event) => grid.handleKey(event, () => sortBy(column))}
                {...grid.cellProps(-1, index)}
              >
                {column.name} {column.isSortable && <SortMark />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className={styles['empty']}>
                {empty}
              </td>
            </tr>
          )}
          {virtualizer.getVirtualItems().map(({ index, start, end }) => {
            const item = rows[index];
            if (item === undefined) return null;
            const gap = start - renderedTo;
            renderedTo = end;
            return (
              <Fragment key={index}>
                <Gap height={gap} />
                <Row {...{ columns, cell, onOpen, grid, item, index }} />
              </Fragment>
            );
          })}
          <Gap height={virtualizer.getTotalSize() - rowHeight - renderedTo} />
        </tbody>
      </table>
    </div>
  );
}

interface RowProps<Id extends string, Item> extends Pick<
  VirtualTableProps<Id, Item>,
  'columns' | 'cell' | 'onOpen'
> {
  readonly grid: GridFocus;
  readonly item: Item;
  readonly index: number;
}

function Row<Id extends string, Item>(props: RowProps<Id, Item>) {
  const { columns, cell, onOpen, grid, item, index } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      className={classNames(onOpen !== undefined && styles['openable'])}
      onClick={({ target }) => onOpen?.(item, columns[cellIndexOf(target)]?.id)}
      onKeyDown={(event) =>
        grid.handleKey(event, () => onOpen?.(item, columns[grid.focusedColumn ?? -1]?.id))
      }
      {...grid.cellProps(index)}
    >
      {columns.map(({ id, isNumber }, column) => {
        const Cell = column === 0 ? 'th' : 'td';
        return (
          <Cell
            key={id}
            {...(column === 0 && { scope: 'row' })}
            className={classNames(isNumber && styles['number'])}
            {...grid.cellProps(index, column)}
          >
            {cell(item, id)}
          </Cell>
        );
      })}
    </tr>
  );
}

/** The column of the cell that was clicked; -1 if it was the row itself. */
function cellIndexOf(target: EventTarget): number {
  const cell = target instanceof Element ? target.closest('td, th') : null;
  return cell instanceof HTMLTableCellElement ? cell.cellIndex : -1;
}

/** Stands for the rows that are not rendered. */
function Gap({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden style={{ blockSize: height }} /> : null;
}

function ariaSort<Id extends string>(
  { id, isSortable = false }: VirtualTableColumn<Id>,
  sort: TableSort<Id> | undefined,
) {
  if (!isSortable) return undefined;
  return sort?.column === id ? sort.direction : 'none';
}

/** In every sortable column; visible in the one that orders the rows. */
function SortMark() {
  return (
    <svg aria-hidden viewBox="0 0 12 12" className={styles['mark']}>
      <path d="M6 2.5 10 8.5H2Z" />
    </svg>
  );
}
