export default {
  title: 'Timeline',
  write: 'Write a note',
  hint: 'Only you and your colleagues read it.',
  add: 'Add note',
  note: 'Note',
};
