import { createRoot } from 'react-dom/client';
import type { Mount, RaffleDashboardProps } from '../shared/host-contract.ts';
import { RaffleDashboard } from './EmbeddedDashboard.tsx';

/** @see Mount */
export const mount: Mount = (element, initialProps) => {
  const root = createRoot(element);
  let props: RaffleDashboardProps = initialProps;
  const render = () => root.render(<RaffleDashboard {...props} />);
  render();
  return {
    update(changes) {
      props = { ...props, ...changes };
      render();
    },
    unmount: () => root.unmount(),
  };
};
