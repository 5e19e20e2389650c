"""usage: gen_nbits.py <golden folder>  -> models/tiny-sd15-q4, e2e/sd15q4_t2i_unipc
tiny-sd15 with its matrices in four bits (MatMulNBits, blocks of 32, symmetric): the same pipeline, every network run by onnxruntime's CPU."""
import sys
from gen_e2e import *
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from e2e_public import E2E_CASES
from specs_public import SPECS

out = sys.argv[1]
src, dst = f'{out}/models/tiny-sd15', f'{out}/models/tiny-sd15-q4'
shutil.rmtree(dst, ignore_errors=True); shutil.copytree(src, dst)
for part in ('text_encoder', 'unet'):
    q = MatMulNBitsQuantizer(onnx.load(f'{src}/{part}/model.onnx'), block_size=32, is_symmetric=True)
    q.process(); os.remove(f'{dst}/{part}/model.onnx'); q.model.save_model_to_file(f'{dst}/{part}/model.onnx', False)

case = dict(next(c for c in E2E_CASES if c['name'] == 'sd15_t2i_unipc'))
whole, r = run(case, SPECS['tiny-sd15']), run(case, SPECS['tiny-sd15'], dst)
case.update(name='sd15q4_t2i_unipc', model='tiny-sd15-q4')
d = f'{out}/e2e/{case["name"]}'; shutil.rmtree(d, ignore_errors=True)
for k, n in enumerate(r['noises']): npy(f'{d}/noise_{k}.npy', n)
for k in ('final_latents', 'image'): npy(f'{d}/{k}.npy', r[k])
npy(f'{d}/step_latents.npy', np.stack([s[1] for s in r['steps']]))
for k, v in r['first'].items():
    if k != 't': npy(f'{d}/first_{k}.npy', v)
largest = lambda k: max(1.0, float(np.abs(r[k]).max()))
j = json.load(open(f'{out}/e2e/sd15_t2i_unipc/case.json'))
moved = float(np.abs(r['final_latents'] - whole['final_latents']).max())
assert moved > 0.1, 'the four bits change nothing'
for k in ('onnxruntime_cpu_vs_torch',): j.pop(k, None)
j.update(case=case, tolerance_latents_abs=1e-4 * largest('final_latents'), tolerance_image_abs=1e-4 * largest('image'), latents_absmax=largest('final_latents'), four_bits_moved_latents_by=moved)
jdump(j, f'{d}/case.json', indent=1)
index = json.load(open(f'{out}/e2e/index.json'))
index['cases'] = [c for c in index['cases'] if c['name'] != case['name']] + [dict(name=case['name'], model=case['model'], task=case['task'], steps=len(r['steps']), noises=len(r['noises']))]
jdump(index, f'{out}/e2e/index.json', indent=1)
