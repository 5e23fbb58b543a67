import type { TableState } from 'react-aria-components/Table';
import { TableLayout, type TableLayoutProps } from 'react-aria-components/Virtualizer';

export interface WindowLayoutOptions extends TableLayoutProps {
  /** Of the whole table. */
  readonly rowCount: number;
}

type Update = Parameters<TableLayout<object, WindowLayoutOptions>['update']>[0];
type BodyNode = TableState<object>['collection']['body'];

/**
 * Lays out a window of rows where they would be if all rows were there; a row's key is its place in
 * the whole table, from 0. React Aria draws only what is in view, but it makes a node of every row
 * and cell it is given: of 100,000 rows that takes seconds and half a gigabyte.
 */
export class WindowLayout extends TableLayout<object, WindowLayoutOptions> {
  #rowCount = 0;

  override shouldInvalidateLayoutOptions(now: WindowLayoutOptions, before: WindowLayoutOptions) {
    const isLonger = now.rowCount !== before.rowCount;
    return isLonger || super.shouldInvalidateLayoutOptions(now, before);
  }

  override update(context: Update): void {
    this.#rowCount = context.layoutOptions?.rowCount ?? this.#rowCount;
    super.update(context);
  }

  protected override buildRowGroup(y: number, node: BodyNode) {
    const rowHeight = this.getEstimatedRowHeight();
    // Asked of the rows themselves: they come a moment after the options.
    const first = this.collection.rows[0]?.key;
    if (first === undefined) return super.buildRowGroup(y, node);
    const group = super.buildRowGroup(y + Number(first) * rowHeight, node);
    const { rect } = group.layoutInfo;
    rect.y = y;
    rect.height = this.#rowCount * rowHeight;
    return { ...group, validRect: rect.intersection(this.requestedRect) };
  }
}
