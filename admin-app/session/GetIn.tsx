import { Command } from '#ui/Command.tsx';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';
import { useSession } from './session.tsx';
import styles from './GetIn.module.css';

/** For a browser that cannot order: why, and how it can. */
export function GetIn() {
  const { getIn: say } = useMessages().session;
  const { serviceUrl } = useService();
  const { status, key } = useSession();
  if (status === 'opening' || status === 'ready') return null;
  const invite = `npx raffle keys invite --name Ada --role admin --url ${serviceUrl}`;
  if (status === 'unsupported') {
    return (
      <section className={styles['panel']}>
        <h2 className={styles['title']}>{say.unsupported}</h2>
        <p>{say.unsupportedText}</p>
        <p>{say.commandLine}</p>
        <Command>npx raffle --help</Command>
      </section>
    );
  }
  return (
    <section className={styles['panel']}>
      <h2 className={styles['title']}>{key === undefined ? say.none : say.refused(key.name)}</h2>
      <p>{say.how}</p>
      <ul className={styles['ways']}>
        <li>{say.byOperator}</li>
        <li>{say.byStart}</li>
        <li>
          {say.byCommand} <Command>{invite}</Command>
        </li>
      </ul>
    </section>
  );
}
