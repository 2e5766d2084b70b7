/**
 * Labels of SIMBAD's object types: the older one and, behind `=`, the newer one where they differ.
 * Source: CDS, simbad.cds.unistra.fr/guide/otypes.labels.txt (199 types).
 */
const typeLabels = `
  ** Ae* AGB* AGN AGN_Candidate Assoc*=Association BClG=BrightestCG Be* Blazar Blazar_Candidate BLLac
  BLLac_Candidate Blue=blue BlueCompG=BlueCompactG BlueSG*=BlueSG BlueStraggler brownD*=BrownD* Bubble
  BYDra=BYDraV* C* Candidate_**=**_Candidate Candidate_Ae*=Ae*_Candidate Candidate_AGB*=AGB*_Candidate
  Candidate_Be*=Be*_Candidate Candidate_BH=BH_Candidate Candidate_brownD*=brownD*_Candidate
  Candidate_BSG*=BSG*_Candidate Candidate_BSS=BSS_Candidate Candidate_C*=C*_Candidate
  Candidate_Cepheid=Cepheid_Candidate Candidate_CV*=CV*_Candidate Candidate_EB*=EB*_Candidate
  Candidate_HB*=HB*_Candidate Candidate_HMXB=HMXB_Candidate Candidate_Hsd=Hsd_Candidate
  Candidate_Lens=Lens_Candidate Candidate_LensSystem=LensSystem_Candidate Candidate_LMXB=LMXB_Candidate
  Candidate_low-mass*=low-mass*_Candidate Candidate_LP*=LP*_Candidate Candidate_Mi*=Mi*_Candidate
  Candidate_Nova=Nova_Candidate Candidate_NS=NS_Candidate Candidate_OH=OH_Candidate
  Candidate_post-AGB*=post-AGB*_Candidate Candidate_RGB*=RGB*_Candidate Candidate_RRLyr=RRLyr_Candidate
  Candidate_RSG*=RSG*_Candidate Candidate_S*=S*_Candidate Candidate_SG*=SG*_Candidate Candidate_SN*=SN*_Candidate
  Candidate_Symb*=Symb*_Candidate Candidate_TTau*=TTau*_Candidate Candidate_WD*=WD*_Candidate
  Candidate_WR*=WR*_Candidate Candidate_XB*=XB*_Candidate Candidate_YSG*=YSG*_Candidate
  Candidate_YSO=YSO_Candidate CataclyV* Cepheid Cl*=Cluster* ClG Cloud ComGlob Compact_Gr_G deltaCep=ClassicalCep
  denseCore DkNeb=DarkNeb EB*=EclBin EllipVar Em*=EmLine* EmG=EmissionG EmObj Erupt*RCrB=RCrBV* Eruptive* Galaxy
  GalNeb gamma gammaBurst gammaDor=gammaDorV* GinCl=GtowardsCl GinGroup=GtowardsGroup GinPair GlCl=GlobCluster
  GlCl?=GlCl_Candidate Globule Gravitation GravLens GravLensSystem GravWaveEvent GroupG HB*=HorBranch*
  HH=HerbigHaroObj HI HII=HIIReg HII_G=HIIG HIshell HMXB=HighMassXBin HotSubdwarf HV*=HighVel* HVCld
  IG=InteractingG Inexistent IR<10um=NearIR IR=Infrared IR>30um=FarIR Irregular_V*=IrregularV* ISM LensedG
  LensedImage LensedQ LensingEv LINER LMXB=LowMassXBin low-mass*=Low-Mass* LPV*=LongPeriodV* LSB_G=LowSurfBrghtG
  Maser Mira MolCld MouvGroup multiple_object=Blend Neutron* Nova OH/IR=OH/IR* OpCl=OpenCluster Orion_V*=OrionV*
  Outflow outflow?=outflow_Candidate PairG PartofCloud PartofG Pec*=ChemPec* Planet Planet?=Planet_Candidate
  PM*=HighPM* PN=PlanetaryNeb PN?=PN_Candidate Possible_ClG=ClG_Candidate Possible_G=G_Candidate
  Possible_GrG=GrG_Candidate Possible_lensImage=lensImage_Candidate Possible_SClG=SClG_Candidate post-AGB* Pulsar
  PulsV* PulsV*bCep=bCepV* PulsV*delSct=delSctV* PulsV*RVTau=RVTauV* pulsV*SX=SXPheV* PulsV*WVir=Type2Cep QSO
  QSO_Candidate Radio Radio(cm)=cmRad Radio(m)=metricRad Radio(mm)=mmRad Radio(sub-mm)=smmRad radioBurst RadioG
  RCrB_Candidate RedSG*=RedSG Region RfNeb=RefNeb RGB* RotV* RotV*alf2CVn=alf2CVnV* RRLyr=RRLyrae RSCVn=RSCVnV* S*
  SB* Seyfert Seyfert_1=Seyfert1 Seyfert_2=Seyfert2 SFregion=StarFormingReg SG*=Supergiant SN=Supernova
  SNR=SNRemnant SNR?=SNR_Candidate Star StarburstG Stream*=Stream SuperClG Symbiotic* Transient TTau*=TTauri* ULX
  ULX?=ULX_Candidate Unknown UV V*=Variable* V*?=V*_Candidate Void WD*=WhiteDwarf WR*=WolfRayet* X XB=XrayBin
  YellowSG*=YellowSG YSO
`;

/** Every label that SIMBAD gives or gave to a type of object, each once; `Unknown` among them. */
export const simbadLabels: readonly string[] = [...new Set(typeLabels.trim().split(/[\s=]+/))];
