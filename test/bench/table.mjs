// Results as a table for the terminal and for a document.

const shown = (value) =>
  value === undefined
    ? ''
    : value >= 100
      ? Math.round(value).toLocaleString('en')
      : String(Number(value.toPrecision(3)));

const met = ({ value, ratio, unit, wanted }) => {
  if (!wanted) return '';
  const lowIsGood = /^(ms|MiB)/.test(unit);
  const fine = (found, asked) => asked === undefined || (lowIsGood ? found <= asked : found >= asked);
  return fine(value, wanted.value) && fine(ratio, wanted.ratio) ? 'yes' : 'no';
};

export const asTable = (results) =>
  results.map((row) => ({
    what: row.name,
    unit: row.unit,
    measured: shown(row.value),
    beside: shown(row.beside),
    'what is beside': row.besideWhat ?? '',
    ratio: shown(row.ratio),
    'wanted value': row.wanted?.value ?? '',
    'wanted ratio': row.wanted?.ratio ?? '',
    met: met(row),
  }));

const line = (cells) => `| ${cells.join(' | ')} |`;

export const asMarkdown = ({ machine, results }) => {
  const rows = asTable(results);
  const columns = Object.keys(rows[0] ?? {});
  const notes = [...new Set(results.flatMap((row) => row.notes ?? []))].map((note) => `- ${note}`);
  return [
    `Measured on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${machine.at.slice(0, 10)}.`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(Object.values(row))),
    '',
    ...notes,
    '',
  ].join('\n');
};
