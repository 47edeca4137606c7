import type { Catalogue } from '../catalogue';
import { pluralFor } from '../plural';

const plural = pluralFor('es');

const members: Catalogue['members'] = {
  title: 'Miembros',
  subtitle: 'Las personas que trabajan en esta organización y lo que pueden hacer.',
  count: (count) => plural(count, { one: '# miembro', other: '# miembros' }),
  person: 'Persona',
  role: 'Rol',
  joined: 'Desde',
  invite: 'Invitar',
  inviteTitle: 'Invitar a un compañero',
  inviteHint: 'Recibirá un correo con un enlace. Sirve tanto si tiene cuenta como si no.',
  inviteSubmit: 'Enviar invitación',
  invited: (email) => `Invitación enviada a ${email}.`,
  email: 'Correo electrónico',
  changeRole: 'Cambiar rol',
  changeRoleTitle: (name) => `Cambiar el rol de ${name}`,
  roleChanged: (name, role) => `${name} tiene ahora el rol ${role}.`,
  removeTitle: (name) => `¿Quitar a ${name}?`,
  removeBody: 'Perderá el acceso al instante. Lo que hizo se conserva en el registro de auditoría. Puedes volver a invitarle.',
  removed: (name) => `${name} ya no forma parte de la organización.`,
  leave: 'Salir de la organización',
  emptyTitle: 'De momento no hay nadie más',
  emptyHint: 'Invita a las personas con las que trabajas. Cada una recibe un rol acorde con lo que hace.',
  invitationsTitle: 'Invitaciones abiertas',
  invitedBy: 'Invitado por',
  expires: 'Caduca',
  expired: (when) => `Caducó ${when}`,
  resend: 'Enviar otra vez',
  resent: 'La invitación se ha vuelto a enviar.',
  revoke: 'Retirar',
  revoked: 'La invitación se ha retirado.',
  states: { pending: 'Abierta', accepted: 'Aceptada', expired: 'Caducada', revoked: 'Retirada' },
  rolesTitle: 'Roles',
  rolesSubtitle: 'Lo que puede hacer cada rol. La tabla es la misma en todas las organizaciones.',
  permission: 'Permiso',
  allowed: 'Permitido',
  notAllowed: 'No permitido',
  yourRole: 'Tu rol',
  seeRoles: '¿Qué puede hacer cada rol?',
  roleDescriptions: {
    owner: 'Todo, incluso ceder o cerrar la organización.',
    admin: 'Todo salvo la propiedad: personas, claves y ajustes.',
    manager: 'Lleva el día a día y consulta su historial.',
    staff: 'Hace el trabajo diario.',
    viewer: 'Consulta, pero no cambia nada.',
  },
};

export default members;
