import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';

const preload = `const dns = require('node:dns'); const real = dns.lookup; dns.lookup = (name, options, done) => real(/\\.example\\.org$/.test(name) ? '127.0.0.1' : name, options, done);`;

const request = [
  'req',
  '-x509',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-days',
  '2',
  '-subj',
  '/CN=raffle.example.org',
  '-addext',
  'subjectAltName=DNS:raffle.example.org,DNS:admin.example.org',
];

/**
 * Lets the names of the configurations lead to this machine: makes a certificate for them, which this
 * process trusts, and `names.cjs`, with which other processes resolve them.
 */
export function ownNames(folder: string): void {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(join(folder, 'names.cjs'), preload);
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  // The types are those of Node 20, which has no such function.
  Reflect.apply(Reflect.get(tls, 'setDefaultCACertificates'), tls, [[readFileSync(cert, 'utf8')]]);
  const realLookup = dns.lookup;
  Object.assign(dns, {
    lookup: (name: string, ...rest: unknown[]) =>
      Reflect.apply(realLookup, dns, [name.endsWith('.example.org') ? '127.0.0.1' : name, ...rest]),
  });
}
