import test from 'ava';
import { ConfigurationFaulty, readSettings } from '../../services/raffle/config.ts';

const read = (list: string) => readSettings({ RAFFLE_EMBED_ORIGINS: list }).embedOrigins;

test('the embed list is a comma-separated list of normalised origins without duplicates', (t) => {
  t.deepEqual(read(''), []);
  t.deepEqual(
    read('https://Club.example.org:443 , https://club.example.org,http://localhost:8080'),
    ['https://club.example.org', 'http://localhost:8080'],
  );
});

test('entries of the embed list that are not origins are refused, with all faults at once', (t) => {
  const list = [
    '*',
    'null',
    'club.example.org',
    'https://*.example.org/x',
    'https://club.example.org/raffle',
    'https://ann@club.example.org',
    'http://club.example.org',
    'javascript:alert(1)',
    'http://localhost:4001',
  ];
  const error = t.throws(() => read(list.join(',')), { instanceOf: ConfigurationFaulty });
  t.is(error.faults.length, list.length, error.message);
  t.true(error.faults.every((fault) => fault.startsWith('RAFFLE_EMBED_ORIGINS: ')));
});
