import {
  eventually,
  problemReply,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
} from '../support/participant.tsx';
import { act, render, screen } from '@testing-library/react';
import test from 'ava';
import { Gallery } from '../../participant-app/gallery/Gallery.tsx';
import { holding, raffleView } from '../../participant-app/gallery/fixtures.ts';

/**
 * Translates every text below an element the way browsers do: each text node is replaced by
 * elements around a new one. A text node that React still references is then no longer in the document.
 */
function translateLikeBrowser(root: Element, translate: (text: string) => string): void {
  for (const text of textNodes(root)) {
    const outer = document.createElement('font');
    const inner = outer.appendChild(document.createElement('font'));
    inner.textContent = translate(text.data);
    text.replaceWith(outer);
  }
}

/** The elements in which a text has a sibling: React could not update it on a translated page. */
function findMixedText(root: Element): string[] {
  const parents = textNodes(root).flatMap(({ parentElement, nextSibling, previousSibling }) =>
    parentElement !== null && (nextSibling ?? previousSibling) !== null ? [parentElement] : [],
  );
  return [...new Set(parents)].map((parent) => parent.outerHTML.slice(0, 200));
}

function textNodes(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode() !== null) found.push(walker.currentNode as Text);
  return found.filter(({ data }) => data.trim() !== '');
}

resetBetweenTests();

test.serial('no state of the gallery has a text node with siblings', (t) => {
  const { container } = render(<Gallery />);
  t.true(container.querySelectorAll('section > h2').length > 50, 'every state is rendered');
  t.deepEqual(findMixedText(container), []);
});

test.serial('the check finds a text beside an element or beside another text', (t) => {
  const sold = 1;
  const { container } = render(
    <>
      <p>
        <b>Sold:</b> {sold}
      </p>
      <p>{sold} sold</p>
      <p>
        <b>Sold</b> <i>1</i>
      </p>
    </>,
  );
  t.is(findMixedText(container).length, 2);
});

test.serial('on a translated page the numbers still change', async (t) => {
  const service = stubService({ raffle: raffleView({ sold: 10 }), mine: holding([7]) });
  const { container, user } = showDashboard();
  await readyToBuy();
  await screen.findByText('Yours: 7');
  await act(async () => translateLikeBrowser(container, (text) => `«${text}»`));
  t.truthy(screen.getByText('«10 sold»'));

  service.raffle = raffleView({ sold: 12 });
  await screen.findByText('12 sold');
  t.is(screen.queryByText('«10 sold»'), null);
  t.truthy(screen.getByText('88'));

  service.scope.post(ticketsPath).reply(...problemReply('rate-limited', { 'retry-after': '30' }));
  await user.click(screen.getByRole('button', { name: '«Buy 1 ticket»' }));
  await user.click(await screen.findByRole('button', { name: 'Confirm 1 ticket' }));
  await screen.findByText('Too many requests from here.');
  await eventually(() => screen.queryByText(/could not be shown/) === null);
});
