import type { TableState } from 'react-aria-components/Table';
import {
  LayoutInfo,
  Rect,
  TableLayout,
  type TableLayoutProps,
} from 'react-aria-components/Virtualizer';

export interface WindowLayoutOptions extends TableLayoutProps {
  /** Of the whole table. */
  readonly rowCount: number;
}

type Update = Parameters<TableLayout<object, WindowLayoutOptions>['update']>[0];
type BodyNode = TableState<object>['collection']['body'];

/**
 * Lays out some rows where they would be if all rows were there; a row's key is its place in the
 * whole table, from 0. React Aria draws only what is in view, but it makes a node of every row and
 * cell it is given: of 100,000 rows that takes seconds and half a gigabyte.
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

  protected override buildRowGroup(top: number, node: BodyNode) {
    const { rows } = this.collection;
    if (rows.length === 0) return super.buildRowGroup(top, node);
    const rowHeight = this.getEstimatedRowHeight();
    const rect = new Rect(this.padding, top, 0, this.#rowCount * rowHeight);
    const layoutInfo = new LayoutInfo('rowgroup', node.key, rect);
    const children = rows.map((row, index) => {
      const y = top + Number(row.key) * rowHeight;
      const child = this.buildChild(row, this.padding, y, layoutInfo.key);
      child.index = index;
      return child;
    });
    rect.width = Math.max(...children.map((child) => child.layoutInfo.rect.width));
    return { layoutInfo, children, node, validRect: rect.intersection(this.requestedRect) };
  }
}
