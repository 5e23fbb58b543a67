import { useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { saveFile } from '#ui/save-file.ts';
import { useCalendarWords } from './calendar-words.ts';
import { calendarTimeOf, writeCalendar } from './draw-calendar.ts';
import { resultUrl } from './raffle-place.ts';

export interface AddToCalendarProps {
  readonly raffle: RaffleView;
  readonly serviceUrl: string;
}

/** Saves the draw for a calendar, or the end of sales while no time of the draw is announced. */
export function AddToCalendar({ raffle, serviceUrl }: AddToCalendarProps) {
  const words = useCalendarWords();
  const [now] = useState(() => new Date());
  const time = calendarTimeOf(raffle, now);
  if (time === undefined) return null;
  const url = resultUrl({ serviceUrl, raffleId: raffle.id });
  const place = raffle.notice?.place;
  const save = () =>
    saveFile({
      name: `${raffle.id}-draw.ics`,
      type: 'text/calendar',
      text: writeCalendar({
        raffleId: raffle.id,
        at: time.at,
        version: raffle.version,
        summary: words[time.of](raffle.title),
        description: words.result(url),
        url,
        now: new Date(),
        ...(place === undefined ? {} : { place }),
      }),
    });
  return (
    <Button look="quiet" onPress={save}>
      {words.add}
    </Button>
  );
}
