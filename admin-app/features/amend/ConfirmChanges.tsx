import { useLocale } from 'react-aria/I18nProvider';
import type { AmendRaffle } from '#contract/raffle-requests.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { formatsOf } from '#ui/formats.ts';
import { useNotices } from '#ui/Notices.tsx';
import { Note, Row, Stack } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs } from '../../shared/route.ts';
import { describeRule, readRules, type RuleName } from '../../shared/rules.ts';
import { useService } from '../../shared/service-context.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import type { Amendment } from './draft.ts';

export interface ConfirmChangesProps {
  readonly raffle: RaffleView;
  readonly amendment: Amendment;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows what people will be told, and changes the rules. */
export function ConfirmChanges({ raffle, amendment, isOpen, onClose }: ConfirmChangesProps) {
  const messages = useMessages().amend.confirm;
  const { back } = useMessages().amend;
  const { id, sold } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const changes = useChanges(raffle, amendment);
  const amend = useIdempotentMutation(
    `amend ${id}`,
    async (body: AmendRaffle, idempotencyKey) =>
      client.call('amendRaffle', { params: { id }, body, idempotencyKey }),
    ({ title }) => {
      notices.show(`amend ${id}`, {
        tone: 'success',
        title: messages.done(title),
        text: messages.doneText,
      });
      location.hash = hrefs.raffle(id);
    },
  );
  const close = () => {
    amend.clearFailure();
    onClose();
  };
  return (
    <Dialog role="alertdialog" title={messages.title} isOpen={isOpen} onClose={close}>
      <Stack>
        <p>{sold > 0 ? messages.told(sold) : messages.untold}</p>
        <Stack element="ul" gap={3}>
          {changes.map(({ name, label, before, after }) => {
            const [title, ...values] = messages.change(label, before, after);
            return (
              <li key={name}>
                <strong>{title}</strong>
                {values.map((value) => (
                  <Note key={value} tone="plain">
                    {value}
                  </Note>
                ))}
              </li>
            );
          })}
        </Stack>
        {sold > 0 && <Note>{messages.public}</Note>}
        <MutationFailureNote failure={amend.failure} />
        <Row>
          <Button
            isPending={amend.isPending}
            pendingLabel={messages.pending}
            onPress={() => amend.run(amendment.request)}
          >
            {messages.action}
          </Button>
          <Button look="quiet" onPress={close}>
            {back}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

/** The rules that change, with their values in words. */
function useChanges(raffle: RaffleView, { after }: Amendment) {
  const { rules: words, amend } = useMessages();
  const formats = formatsOf(useLocale().locale);
  const before = readRules(raffle);
  const say = { words, formats, chainHash: raffle.chainHash };
  return Object.keys(before)
    .filter((name): name is RuleName => Object.hasOwn(before, name))
    .map((name) => ({
      name,
      label: words.labels[name],
      before: quote(describeRule(name, before, say)),
      after: quote(describeRule(name, after, say)),
    }))
    .filter((change) => change.before !== change.after);

  function quote(text: string | undefined): string {
    return text === undefined || text === '' ? words.nothing : amend.confirm.quote(text);
  }
}
