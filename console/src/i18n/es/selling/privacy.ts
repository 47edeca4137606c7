import type { Selling } from '../../catalogue';

const privacy: Selling['privacy'] = {
  title: 'Solicitudes de privacidad',
  subtitle: 'Lo que clientes y tiendas pidieron según la ley de privacidad, tal como lo transmitieron sus plataformas.',
  emptyTitle: 'Nadie ha pedido nada',
  emptyHint: 'Cuando una plataforma transmita que un cliente quiere saber qué se guarda sobre él, o que se le olvide, aparecerá aquí.',
  request: 'Solicitud',
  requests: {
    customer_data: 'Quiere saber qué se guarda',
    forget_customer: 'Hay que olvidar a un cliente',
    forget_shop: 'Hay que olvidar una tienda',
  },
  customer: 'Cliente',
  openCustomer: 'Abrir el cliente',
  state: 'Estado',
  anyState: 'En cualquier estado',
  states: { open: 'Abierta', done: 'Hecha' },
  standings: { open: 'Abierta', soon: 'Vence pronto', late: 'Con retraso', done: 'Hecha' },
  due: 'Vence',
  came: 'Llegó',
  answer: 'Respuesta',
  markDone: 'Marcar como hecha',
  answerHint: 'Di qué se hizo. Queda en el registro de auditoría como prueba.',
  outcome: 'Qué se hizo',
  outcomePlaceholder: 'Enviado al cliente por correo.',
  answered: 'Anotada como hecha.',
};

export default privacy;
