# What Recap says.
# $output is the output that is told, $delta its delta; $behind the activation behind the weight that is told, $slope the
# slope of that weight; $sum the slope of the activation, and $count to how many neurons it speaks.

claim = Three small formulas are backpropagation.

start_at_the_output = Start at the outputs. { $outputs ->
        [shares] There delta is what the network says minus what it should say.
        [compete] They share one total, so delta adds up what each sum does to all of them.
       *[apart] There the cost gives a slope. Times the slope of the curve, it is delta.
    } For output { $output } it is { $delta }.

each_factor_to_its_slot = One. The slope of a weight is the activation behind it times the delta in front of it. { $behind } times { $delta } { $closes ->
        [equal] is
       *[near] is about
    } { $slope }.

point_at_a_bias = Two. The slope of a bias is delta alone: { $delta }.

point_at_a_neuron = Three. { $paths ->
        [one] The slope of an activation is weight times delta, as it speaks to one neuron only
       *[many] The slope of an activation adds up weight times delta, over all { $count } neurons that it speaks to
    }: { $sum }.

all_three_run = { $layers ->
        [one] In a deeper network, three carries the slopes back. One and two read off all { $total } slopes.
       *[many] Three carries the slopes back, layer by layer. One and two read off all { $total } slopes.
    } This is backpropagation.

# On screen: from where on all is drawn through a lens.
lens = { $factor } from here
