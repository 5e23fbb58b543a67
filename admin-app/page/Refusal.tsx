import type { OrderFailure } from '../use-order.ts';
import { BothAddresses } from './BothAddresses.tsx';
import styles from './Failure.module.css';

/** Why an order failed, whether anything was changed, and what to do. */
export function Refusal({ failure }: { readonly failure: OrderFailure | undefined }) {
  if (failure === undefined) return null;
  return (
    <div role="alert" className={styles['failure']}>
      <strong>{failure.title}.</strong>
      <span>{failure.text}</span>
      {failure.code === 'unreachable' && <BothAddresses />}
    </div>
  );
}
