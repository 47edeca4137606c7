import { Box } from '@mantine/core';
import type { Organization } from '@/api/types';
import { DEFAULT_BRAND, inkOn } from '@/theme/palette';
import { initials } from '@/ui/Person';

/** An organization's initials on its colour. */
export function OrganizationMark({ organization, size = 28 }: { organization: Pick<Organization, 'name' | 'brand_color'>; size?: number }) {
  const color = organization.brand_color ?? DEFAULT_BRAND;
  return (
    <Box
      aria-hidden
      style={{
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: size * 0.28,
        background: color,
        color: inkOn(color),
        fontSize: size * 0.4,
        fontWeight: 650,
      }}
    >
      {initials(organization.name)}
    </Box>
  );
}
