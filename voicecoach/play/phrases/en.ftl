# What the coach answers in a live session, in English. Numbers as words and lengths of time come from the coach's own file.

where = { $exercise }.
where-side = { $exercise }, { $side } side.
where-set = { $exercise }, set { $set }.
where-side-set = { $exercise }, { $side } side, set { $set }.
where-rest = { $exercise }. You are resting.
where-start = From the beginning.

going-on = We go on. { $where }
back-again = The sound is back. { $where }
resumed = Welcome back. We go on with { $where }
resumed-changed = Welcome back. The routine has changed since. We go on with { $where }

done = Good.
set-again = The same set again.
nothing-said = Nothing was said yet.
longer = Ten more seconds.
longer-quiet = Take your time. We go on in { $length }.

hurt = Stop, and relax. Let go of the position.
hurt-easier = There is an easier way: { $easier }. Press E to try it. Otherwise we go on without it in { $length }.
hurt-leave = We leave this exercise. Take a moment. We go on in { $length }.
hurt-again = That is the second time today. I suggest that we end here. Please see a doctor before you train again. Press Q to end. Otherwise we go on in { $length }.
hurt-again-easier = That is the second time today. I suggest that we end here. Please see a doctor before you train again. Press Q to end, or E for { $easier }. Otherwise we go on in { $length }.
hurt-prompt = Rest. Press Q to end, Enter to go on.
hurt-prompt-easier = Rest. Press E for the easier exercise, Enter to go on without it.

easier = Easier.
harder = Harder.
no-easier = There is no easier way to do this one.
no-harder = There is no harder way to do this one.
no-exercise = There is no exercise yet.

slower = Slower.
faster = Faster.
slowest = This is as slow as I can speak.
fastest = This is as fast as I can speak.
louder = Louder.
softer = Softer.
loudest = This is as loud as I can be.
softest = This is as soft as I can be.

time-still = About { $length } to go.
time-nearly = Nearly done.
time-unknown = I am still working that out.

wait-setup = Get ready in your own time. Press Enter when you are. Otherwise I start in { $length }.
wait-setup-short = Press Enter when you are ready.
wait-setup-prompt = Get ready, then press Enter.

quit = We stop here.
