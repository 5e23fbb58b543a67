import { useMemo, type CSSProperties, type ReactNode } from 'react';
import {
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  type SortDescriptor,
} from 'react-aria-components/Table';
import { Virtualizer } from 'react-aria-components/Virtualizer';
import { classNames } from '#ui/class-names.ts';
import { jump } from './jump.ts';
import { useRowWindow } from './use-row-window.ts';
import { WindowLayout } from './window-layout.ts';
import styles from './LongTable.module.css';

export interface LongTableColumn<Id extends string> {
  readonly id: Id;
  readonly name: string;
  /** Share of the width that is left over. Default 1. */
  readonly share?: number;
  /** In CSS pixels; where the table is narrower, it scrolls sideways. */
  readonly minWidth: number;
  readonly isSortable?: boolean;
  /** Digits of equal width, under each other. */
  readonly isNumber?: boolean;
}

export interface LongTableProps<Id extends string, Item> {
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly LongTableColumn<Id>[];
  readonly rows: readonly Item[];
  readonly cell: (item: Item, column: Id) => ReactNode;
  readonly sort?: { readonly column: Id; readonly direction: 'ascending' | 'descending' };
  readonly onSort?: (sort: { column: Id; direction: 'ascending' | 'descending' }) => void;
  /** A row was pressed, by hand or with Enter. */
  readonly onOpen?: (item: Item) => void;
  /** Shown in place of rows where there are none. */
  readonly empty: ReactNode;
}

const rowHeight = 44;
/** As much room as the sentence takes that stands where there are no rows. */
const emptyRows = 2;

/** A table of as many rows as there are: whatever their number, only those in view are drawn. */
export function LongTable<Id extends string, Item>(props: LongTableProps<Id, Item>) {
  const { label, columns, rows, cell, sort, onSort, onOpen, empty } = props;
  const rowCount = rows.length;
  const { positions, onScroll, onFocus, onBlur } = useRowWindow({ rowCount, rowHeight });
  const layoutOptions = useMemo(
    () => ({ rowHeight, headingHeight: rowHeight, rowCount }),
    [rowCount],
  );
  return (
    <Virtualizer layout={WindowLayout} layoutOptions={layoutOptions}>
      <Table
        aria-label={label}
        {...(sort === undefined ? {} : { sortDescriptor: sort })}
        onSortChange={(next: SortDescriptor) =>
          onSort?.({ column: next.column as Id, direction: next.direction })
        }
        {...(onOpen === undefined ? {} : { onRowAction: (id) => onOpen(rows[id as number]!) })}
        onScroll={onScroll}
        className={classNames(styles['table'])}
        style={{ '--rows': rowCount || emptyRows } as CSSProperties}
        render={(element) => (
          <div
            {...element}
            aria-rowcount={rowCount + 1}
            onKeyDownCapture={(event) => jump(event, rowCount)}
            onFocusCapture={onFocus}
            onBlurCapture={onBlur}
          />
        )}
      >
        <TableHeader columns={columns} className={classNames(styles['header'])}>
          {({ id, name, share = 1, minWidth, isSortable = false }) => (
            <Column
              id={id}
              isRowHeader={id === columns[0]!.id}
              allowsSorting={isSortable}
              width={`${share}fr`}
              minWidth={minWidth}
              className={classNames(styles['column'])}
            >
              <span className={styles['name']}>{name}</span>
              {isSortable && <SortMark />}
            </Column>
          )}
        </TableHeader>
        <TableBody
          items={positions}
          dependencies={[rows, columns, cell]}
          renderEmptyState={() => <div className={styles['empty']}>{empty}</div>}
        >
          {({ id }) => (
            <Row
              columns={columns}
              dependencies={[rows[id], cell]}
              className={classNames(styles['row'])}
              render={(element) => <div {...element} aria-rowindex={id + 2} />}
            >
              {(column) => (
                <Cell className={classNames(styles['cell'], column.isNumber && styles['number'])}>
                  {cell(rows[id]!, column.id)}
                </Cell>
              )}
            </Row>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}

/** Points up or down in a column that orders the rows; it is there, unseen, in the others. */
function SortMark() {
  return (
    <svg aria-hidden viewBox="0 0 12 12" className={styles['mark']}>
      <path d="M6 2.5 10 8.5H2Z" />
    </svg>
  );
}
