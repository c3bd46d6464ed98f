import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { peerAddress } from './peer-address.ts';

/** A request's address, as far as it is known. */
export type ClientAddress = (c: Context) => string;

/**
 * The client's address: the socket's, or, behind proxies that are trusted, the last one in `X-Forwarded-For` that no
 * trusted proxy has. Whatever stands before it is a client's own word.
 */
export function clientAddressBehind(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addRange(trusted, entry);
  const isTrusted = (address: string) => {
    const family = isIP(address);
    return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
  return (c) => {
    const peer = plain(peerAddress(c));
    if (!isTrusted(peer)) return peer;
    const forwarded = (c.req.header('x-forwarded-for') ?? '')
      .split(',')
      .map((part) => plain(part.trim()))
      .filter((part) => part !== '');
    let client = peer;
    for (const hop of forwarded.toReversed()) {
      if (isIP(hop) === 0) break;
      client = hop;
      if (!isTrusted(hop)) break;
    }
    return client;
  };
}

/** Without a port, brackets, or IPv6's prefix of IPv4 addresses. */
const plain = (address: string): string =>
  address
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

function addRange(list: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}
