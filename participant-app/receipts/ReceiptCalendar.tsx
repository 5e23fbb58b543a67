import { useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { saveFile } from '#ui/save-file.ts';
import { drawTimeOf, writeCalendar, type DrawEvent } from './draw-calendar.ts';
import { useReceiptWords } from './messages/messages.ts';
import { resultUrl, type ReceiptPlace } from './receipt-place.ts';
import styles from './ReceiptView.module.css';

export interface ReceiptCalendarProps {
  readonly place: ReceiptPlace;
  readonly raffle: RaffleView;
}

/** The draw for one's calendar, where there is a time. */
export function ReceiptCalendar({ place, raffle }: ReceiptCalendarProps) {
  const words = useReceiptWords();
  const [now] = useState(() => new Date());
  const at = drawTimeOf(raffle, now);
  if (at === undefined) return null;
  const url = resultUrl(place);
  const summary = words.drawSummary(raffle.title);
  const description = words.drawDescription(url);
  const event = { raffleId: raffle.id, at, summary, description, url };
  return (
    <div className={styles['calendar']}>
      <p className={styles['note']}>{words.drawFrom(at)}</p>
      <Button look="quiet" onPress={() => saveCalendar(event)}>
        {words.calendar}
      </Button>
    </div>
  );
}

function saveCalendar(event: Omit<DrawEvent, 'now'>): void {
  const text = writeCalendar({ ...event, now: new Date() });
  saveFile({ name: `${event.raffleId}-draw.ics`, type: 'text/calendar', text });
}
