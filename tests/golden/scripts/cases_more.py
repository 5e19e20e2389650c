# Cases that a random search found wrong (26 November 2026). gen_schedulers.py writes an index of its own: give it a folder apart, and copy.
from cases_public import C, S, L, T, add, sd
C.clear()
P, U = 'DPMSolverMultistepScheduler', 'UniPCMultistepScheduler'
COS = dict(beta_schedule='squaredcos_cap_v2')
add('dpmpp_2m_flow_prediction_without_flow_sigmas_6', P, sd(prediction_type='flow_prediction', solver_order=3, **T), 6)
add('unipc_flow_prediction_without_flow_sigmas_6', U, sd(prediction_type='flow_prediction', **S), 6)
add('dpmpp_2m_lu_cosine_5', P, dict(prediction_type='epsilon', use_lu_lambdas=True, **COS), 5)
add('dpmpp_2m_lu_linear_zsnr_5', P, dict(prediction_type='v_prediction', use_lu_lambdas=True, rescale_betas_zero_snr=True, beta_schedule='linear'), 5)
add('unipc_exponential_100_train_steps_5', U, dict(num_train_timesteps=100, beta_schedule='scaled_linear', beta_start=0.0001, beta_end=0.02, prediction_type='sample', use_exponential_sigmas=True), 5)
SCHEDULER_CASES = C
