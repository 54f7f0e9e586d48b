/** Charts, each with the table it is drawn from. */

import { html, useEffect, useMemo, useRef, useState } from './lib/htm.js';
import { Table } from './parts.js';
import { clock, count } from './words.js';

let library = null;

/** uPlot, fetched by the first page that draws: a classic script that names itself. */
function uPlot() {
  library ??= new Promise((done, failed) => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = 'lib/uPlot.css';
    const script = document.createElement('script');
    script.src = 'lib/uPlot.js';
    script.onload = () => done(window.uPlot);
    script.onerror = () => failed(new Error('lib/uPlot.js'));
    document.head.append(style, script);
  });
  return library;
}

/** Rises when the theme changes: colours of a canvas do not follow by themselves. */
function useTheme() {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setTheme((n) => n + 1);
    dark.addEventListener('change', changed);
    return () => dark.removeEventListener('change', changed);
  }, []);
  return theme;
}

const HEIGHT = 190;

/**
 * Stacked columns over time.
 *
 * @param times seconds of the epoch, `step` apart
 * @param series `[name, colour's custom property without --, values]`, the last one at the bottom
 * @param show a value in words
 */
export function Columns({ label, times, step, series, show = count }) {
  const place = useRef(null);
  const [broken, setBroken] = useState(false);
  const theme = useTheme();
  const data = useMemo(() => stacked(times, series), [times, series]);
  useEffect(() => {
    let chart = null;
    let gone = false;
    const width = () => Math.max(200, place.current.clientWidth);
    const resized = new ResizeObserver(() => chart && chart.width !== width() && chart.setSize({ width: width(), height: HEIGHT }));
    uPlot().then(
      (Plot) => {
        if (gone) return;
        chart = new Plot(options(Plot, width(), step, series, show), data, place.current);
        resized.observe(place.current);
      },
      () => setBroken(true),
    );
    return () => {
      gone = true;
      resized.disconnect();
      chart?.destroy();
    };
  }, [data, theme, step]);
  return html`<figure>
    <ul class="legend">${series.map(([name, colour]) => html`<li class=${`key-${colour}`}>${name}</li>`)}</ul>
    ${broken && html`<p class="fine">The chart could not be drawn; its numbers are in the table.</p>`}
    <div ref=${place} class="chart" role="img" aria-label=${`${label}. The table below says the same.`}></div>
    <details><summary>The numbers as a table</summary>
      <${Table} caption=${label} hide heads=${['From', ...series.map(([name]) => [name, 'number'])]}>
        ${times.map((at, i) => series.some(([, , values]) => values[i]) && html`<tr>
          <td class="when"><time datetime=${new Date(at * 1000).toISOString()}>${step >= 86400
            ? new Date(at * 1000).toISOString().slice(0, 10)
            : `${clock(new Date(at * 1000))} UTC`}</time></td>
          ${series.map(([, , values]) => html`<td class="number">${show(values[i])}</td>`)}
        </tr>`)}
      <//>
    </details>
  </figure>`;
}

/** uPlot draws each series from the axis: the tallest first, each one with those below added. */
function stacked(times, series) {
  const sums = times.map(() => 0);
  const columns = [...series].reverse().map(([, , values]) => values.map((value, i) => (sums[i] += value)));
  return [times, ...columns.reverse()];
}

function options(Plot, width, step, series, show) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('quiet'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  const stamp = (at) => new Date(at * 1000).toISOString();
  return {
    width,
    height: HEIGHT,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: true, range: (chart, from, until) => [from - step / 2, until + step / 2] }, y: { range: (chart, low, high) => [0, Math.max(1, high * 1.08)] } },
    tzDate: (at) => Plot.tzDate(new Date(at * 1000), 'Etc/UTC'),
    axes: [
      { ...axis, grid: { show: false }, size: 36, values: (chart, ticks) => ticks.map((at, i) => (step >= 86400 ? stamp(at).slice(5, 10) : label(stamp(at), i && stamp(ticks[i - 1])))) },
      { ...axis, size: 46, incrs: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6], values: (chart, ticks) => ticks.map((tick) => show(tick)) },
    ],
    series: [{}, ...series.map(([name, key]) => ({
      label: name,
      fill: colour(key),
      width: 0,
      points: { show: false },
      paths: Plot.paths.bars({ size: [0.78, 22], align: 0 }),
    }))],
  };
}

/** The time, the day too where it changes. */
const label = (stamp, before) =>
  before && before.slice(0, 10) === stamp.slice(0, 10) ? stamp.slice(11, 16) : `${stamp.slice(11, 16)}\n${stamp.slice(5, 10)}`;

/** Rows with a bar each: the table is the chart. */
export function Bars({ caption, heads, rows, total }) {
  const most = Math.max(1, ...rows.map(([, n]) => n));
  return html`<${Table} caption=${caption} hide heads=${[heads[0], [heads[1], 'number'], heads[2]]}>
    ${rows.map(([name, n]) => html`<tr><td>${name}</td><td class="number">${count(n)}</td>
      <td class="bar"><span class="share">${((100 * n) / total).toFixed(1)} %</span>
        <svg aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none"><rect width=${(100 * n) / most} height="6" /></svg></td></tr>`)}
  <//>`;
}
