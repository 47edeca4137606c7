export default {
  title: 'Documents',
  slip: 'Packing slip',
  issue: 'Issue invoice',
  issueAgain: 'Issue again',
  issued: (name: string) => `${name} was issued.`,
  kinds: { invoice: 'Invoice', corrected: 'Corrected invoice', credit_note: 'Credit note' },
  corrects: (name: string) => `for ${name}`,
  changeHint: 'An invoice never changes. When the order has changed since, issue another: it replaces the last one.',
  download: (name: string) => `Download ${name}`,
};
