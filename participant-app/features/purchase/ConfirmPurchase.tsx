import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { ModalDialog } from '#ui/ModalDialog.tsx';
import { Note, Row, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { listChanges } from '../../shared/rule-changes.ts';
import { totalOf } from './buy-button.ts';
import type { AskedPurchase } from './PurchaseProvider.tsx';
import styles from './ConfirmPurchase.module.css';

export interface ConfirmPurchaseProps {
  readonly asked: AskedPurchase;
  /** The raffle as it is now. */
  readonly raffle: RaffleView;
  readonly email: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** What a purchase will do, and the one button that confirms it. */
export function ConfirmPurchase(props: ConfirmPurchaseProps) {
  const { asked, raffle, email, onConfirm, onCancel } = props;
  const { confirm, free } = useMessages();
  const { locale } = useLocale();
  const { quantity, seen } = asked;
  const total = totalOf(raffle, quantity, { locale, free });
  const changes = listChanges(seen, raffle, locale);
  return (
    <ModalDialog title={confirm.title} isNarrow onClose={onCancel}>
      <Stack gap={4}>
        {changes.length > 0 && (
          <div role="alert" className={styles.changes}>
            <p>{confirm.changed}</p>
            <dl>
              {changes.map(({ label, before, after }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd dir="auto">
                    <ins>{after}</ins> <del>{before}</del>
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        )}
        <p className={styles.what}>
          <strong>{confirm.what(quantity)}</strong>
          {total !== undefined && <strong>{total}</strong>}
        </p>
        <Stack gap={1}>
          <p dir="auto">{raffle.notice?.payment ?? confirm.pay}</p>
          <Note>{confirm.forAccount(email)}</Note>
        </Stack>
        <Row gap={3} className={styles.actions}>
          <Button autoFocus onPress={onConfirm}>
            {confirm.action(quantity)}
          </Button>
          <Button look="quiet" onPress={onCancel}>
            {confirm.cancel}
          </Button>
        </Row>
      </Stack>
    </ModalDialog>
  );
}
