/** Types of the Transient Name Server that the class search takes. */
export const tnsTypes: readonly string[] = (
  'AGN|Afterglow|CV|FRB|Galaxy|ILRT|Impostor-SN|Kilonova|LBV|LRN|Light-Echo|M dwarf|Nova|Other|QSO|SLSN-I|SLSN-II|SN|' +
  'SN I|SN II|SN II-pec|SN IIL|SN IIP|SN IIb|SN IIn|SN IIn-pec|SN Ia|SN Ia-91T-like|SN Ia-91bg-like|SN Ia-CSM|' +
  'SN Ia-pec|SN Iax[02cx-like]|SN Ib|SN Ib-Ca-rich|SN Ib-pec|SN Ib/c|SN Ibn|SN Ic|SN Ic-BL|SN Ic-pec|SN Icn|TDE|Varstar'
).split('|');
