import { useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { DeskSaleRequest } from '#contract/requests.ts';
import { Action } from '#ui/Action.tsx';
import { Switch } from '#ui/Choice.tsx';
import { Form, TextField } from '#ui/Field.tsx';
import { Stack } from '#ui/primitives.tsx';
import { useOnline } from '#ui/use-online.ts';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { QuantityStepper } from './QuantityStepper.tsx';
import type { DeskSaleState } from './use-desk-sale.ts';
import styles from './desk.module.css';

export interface SaleFormProps {
  readonly raffle: RaffleView;
  readonly desk: DeskSaleState;
  readonly isPaid: boolean;
  readonly onPaidChange: (isPaid: boolean) => void;
}

/** What a seller says about the buyer; all of it may be empty. */
type Buyer = Readonly<Record<BuyerField, string>>;
type BuyerField = 'name' | 'email' | 'phone';
const noBuyer: Buyer = { name: '', email: '', phone: '' };

/** How many tickets, for whom, and whether they are paid: then one large button sells them. */
export function SaleForm({ raffle, desk, isPaid, onPaidChange }: SaleFormProps) {
  const { desk: messages } = useMessages();
  const reason = useReason();
  const [quantity, setQuantity] = useState(1);
  const [buyer, setBuyer] = useState(noBuyer);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const { price } = raffle.notice ?? {};
  const max = Math.min(raffle.perPersonLimit, raffle.remaining);
  const asked = Math.min(quantity, max);
  const isRefusedMail = desk.failure?.code === 'invalid-request' && buyer.email !== '';
  const field = (name: BuyerField) => ({
    label: messages.fields[name],
    value: buyer[name],
    onChange: (value: string) => {
      setBuyer({ ...buyer, [name]: value });
      setFaults(faults.filter((fault) => fault !== name));
    },
    error:
      faults.includes(name) || (name === 'email' && isRefusedMail)
        ? messages.wrong[name]
        : undefined,
  });
  const submit = () => {
    const read = readSale({ quantity: asked, buyer, isPaid });
    setFaults('faults' in read ? read.faults : []);
    if ('request' in read && reason === undefined) desk.sell(read.request);
  };
  return (
    <Form onSubmit={submit}>
      <Stack gap={5}>
        <QuantityStepper value={asked} max={max} onChange={setQuantity} />
        <Stack>
          <TextField {...field('name')} autoComplete="off" />
          <TextField
            {...field('email')}
            hint={messages.emailHint}
            type="email"
            inputMode="email"
            autoComplete="off"
          />
          {raffle.notice?.askFor?.phone !== undefined && (
            <TextField {...field('phone')} type="tel" inputMode="tel" autoComplete="off" />
          )}
        </Stack>
        {price?.amount !== 0 && (
          <Switch
            label={messages.paid}
            hint={messages.paidHint}
            isOn={isPaid}
            onChange={onPaidChange}
          />
        )}
        {!isRefusedMail && <MutationFailureNote failure={desk.failure} />}
        <div className={styles['confirm']}>
          <Action
            type="submit"
            reason={reason}
            isPending={desk.isPending}
            pendingLabel={messages.selling}
          >
            {messages.sell(asked, price)}
          </Action>
        </div>
      </Stack>
    </Form>
  );
}

/** Why nothing can be sold from this device now. */
function useReason(): string | undefined {
  const { desk: messages } = useMessages();
  const isOnline = useOnline();
  const reason = useDisabledReason('sell');
  return reason ?? (isOnline ? undefined : messages.offline);
}

interface SaleDraft {
  readonly quantity: number;
  readonly buyer: Buyer;
  readonly isPaid: boolean;
}

type ReadSale = { readonly request: DeskSaleRequest } | { readonly faults: readonly string[] };

/** Enough to notice a typing error; the service reads the address strictly. */
const mailForm = /^[^\s@]+@[^\s@]+$/;

/** @returns The request that the form stands for, or the fields that are invalid. */
export function readSale({ quantity, buyer, isPaid }: SaleDraft): ReadSale {
  const given = Object.entries(buyer)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== '');
  const read = DeskSaleRequest.safeParse({
    quantity,
    ...(given.length === 0 ? {} : { buyer: Object.fromEntries(given) }),
    ...(isPaid ? { paid: true } : {}),
  });
  const faults = (read.error?.issues ?? []).map(({ path }) => String(path.at(-1)));
  const email = buyer.email.trim();
  if (email !== '' && !mailForm.test(email)) faults.push('email');
  return read.success && faults.length === 0 ? { request: read.data } : { faults };
}
