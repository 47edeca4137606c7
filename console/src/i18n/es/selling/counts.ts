import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const counts: Selling['counts'] = {
  title: 'Recuentos',
  subtitle: 'Lo que hay de verdad. Se sigue vendiendo mientras cuentas.',
  one: 'Recuento',
  numbered: (number) => `Recuento ${number}`,
  create: 'Empezar un recuento',
  createTitle: 'Empezar un recuento',
  begin: 'Empezar',
  back: 'Todos los recuentos',
  state: 'Estado',
  states: { open: 'Contando', applied: 'Aplicado', cancelled: 'Cancelado' },
  note: 'Nota',
  notePlaceholder: 'Estantes A a D',
  begun: 'Empezado',
  emptyTitle: 'Aún no se ha contado nada',
  emptyHint: 'Cuenta con el móvil ante el estante; las cifras se corrigen al terminar.',
  enter: 'Introduce lo que encuentras',
  find: '¿Qué cuentas?',
  findHint: 'Escanea su código o escribe su nombre o referencia.',
  howMany: 'Cuántos hay',
  fewer: 'Uno menos',
  moreOf: 'Uno más',
  write: 'Anotar',
  written: (title) => `${title} está anotado.`,
  nothingYet: 'Aún no hay nada anotado',
  nothingYetHint: 'Lo que introduzcas aparece aquí, con la diferencia con la cifra de ese momento.',
  summary: (lines, differing) =>
    `${plural(lines, { one: '# variante contada', other: '# variantes contadas' })}, ${plural(differing, { one: '# difiere', other: '# difieren' })}.`,
  goods: 'Mercancía',
  counted: 'Contado',
  expected: 'Esperado',
  difference: 'Diferencia',
  who: 'Por',
  when: 'Cuándo',
  apply: 'Aplicar recuento',
  applyTitle: (number) => `¿Aplicar el recuento ${number}?`,
  applyBody: (differing) =>
    plural(differing, {
      one: 'La cifra de # variante se corrige con su diferencia. Lo vendido desde entonces se tiene en cuenta.',
      other: 'Las cifras de # variantes se corrigen con sus diferencias. Lo vendido desde entonces se tiene en cuenta.',
    }),
  applied: 'Las cifras están corregidas.',
  cancel: 'Cancelar recuento',
  cancelTitle: (number) => `¿Cancelar el recuento ${number}?`,
  cancelBody: 'Lo anotado se conserva, pero no corrige nada.',
  cancelled: 'El recuento está cancelado.',
};

export default counts;
