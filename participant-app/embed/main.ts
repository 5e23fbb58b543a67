import { RaffleElement } from './raffle-element.ts';

// A page may contain the script twice, also from two services. The first one counts.
if (customElements.get('raffle-dashboard') === undefined) {
  customElements.define('raffle-dashboard', RaffleElement);
}
