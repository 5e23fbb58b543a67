import type { DeskSaleRequest } from '#contract/requests.ts';
import { isolateText } from '#contract/shown-text.ts';
import { Button } from '#ui/Button.tsx';
import { Card, Title } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { DeskSaleState } from './use-desk-sale.ts';

export interface UnansweredSaleProps {
  readonly request: DeskSaleRequest;
  readonly desk: DeskSaleState;
}

/** A sale without an answer: which one, and that it is neither lost nor made twice. */
export function UnansweredSale({ request: { quantity, buyer }, desk }: UnansweredSaleProps) {
  const { unanswered: messages } = useMessages().desk;
  const who = buyer?.name ?? buyer?.email;
  return (
    <Card element="section" tone="caution" gap={3} align="start">
      <Title level={2}>{messages.title}</Title>
      <p>{messages.which(quantity, who === undefined ? undefined : isolateText(who))}</p>
      <output>{messages.text}</output>
      <MutationFailureNote failure={desk.isPending ? undefined : desk.failure} />
      <Button isPending={desk.isPending} pendingLabel={messages.pending} onPress={desk.finish}>
        {messages.finish}
      </Button>
    </Card>
  );
}
