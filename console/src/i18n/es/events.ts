import type { Catalogue } from '../catalogue';

const events: Catalogue['events'] = {
  names: {
    'organization.created': 'Se creó la organización',
    'organization.updated': 'Cambiaron los ajustes de la organización',
    'member.joined': 'Se incorporó un miembro',
    'member.role_changed': 'Cambió el rol de un miembro',
    'member.removed': 'Se quitó a un miembro',
    'invitation.created': 'Se envió una invitación',
    'invitation.resent': 'Se volvió a enviar una invitación',
    'invitation.accepted': 'Se aceptó una invitación',
    'invitation.revoked': 'Se retiró una invitación',
    'api_key.created': 'Se creó una clave de API',
    'api_key.updated': 'Se modificó una clave de API',
    'api_key.rerolled': 'Se renovó una clave de API',
    'api_key.revoked': 'Se revocó una clave de API',
    'job.dead': 'Una tarea se dio por perdida',
    'user.signed_in': 'Alguien inició sesión',
  },
};

export default events;
