/** Numbers, times and spans in words. Times are the gateway's: UTC, with the reader's own beside. */

const DAY = 86_400_000;

const pad = (n) => String(n).padStart(2, '0');

/** `2026-11-30 10:51:04`, by UTC or by the reader's clock; the day is left out when it is today. */
export function clock(date, local = false, now = new Date()) {
  const day = local
    ? `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
    : date.toISOString().slice(0, 10);
  const today = local
    ? `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
    : now.toISOString().slice(0, 10);
  const time = local
    ? `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
    : date.toISOString().slice(11, 19);
  return day === today ? time : `${day} ${time}`;
}

/** The reader's own offset: `UTC+05:30`. */
export function offset(date) {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** The largest two units: `3 h 12 min`. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

/** `in 3 h 12 min`, `5 s ago`. */
export function fromNow(date, now = Date.now()) {
  const ahead = date - now;
  return ahead > 0 ? `in ${span(ahead)}` : `${span(-ahead)} ago`;
}

// Not Intl: loading its tables costs a first view more than all else together.
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

export const count = (n) => (n === null || n === undefined ? '–' : grouped(String(n)));

/** An amount with its currency, as many places as it has, two at least. */
export function money(amount, currency) {
  if (amount === null || amount === undefined) return '–';
  const [whole, places] = Number(amount).toFixed(4).split('.');
  return `${grouped(whole)}.${places.replace(/0{1,2}$/, '')} ${currency ?? ''}`.trim();
}

export function bytes(n) {
  if (n === null || n === undefined) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let power = 0;
  let value = n;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power += 1;
  }
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Days from `from` to `to`, both `2026-11-30`. */
export function days(from, to) {
  const all = [];
  for (let at = Date.parse(from); at <= Date.parse(to) && all.length < 366; at += DAY) {
    all.push(new Date(at).toISOString().slice(0, 10));
  }
  return all;
}
