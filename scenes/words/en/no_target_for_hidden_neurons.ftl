# What NoTargetForHiddenNeurons says.
# $output is an output by its number and $slope the slope by it, $drawn hollow where it is negative; $total is the
# slope by one hidden neuron, $sent what each neuron of the next layer sends back to it, $bend the slope of its curve
# and $delta what it hands on.

claim = A hidden neuron has no desired output; it has a slope instead.

ask_for_a_target = The data says what every output should be. What should a hidden neuron be? No example says it.

answer_at_the_outputs = At an output the cost gives the slope: { $direct ->
        [direct] the activation minus what it should be, for its sum
       *[by_outputs] { $score ->
            [square] twice its miss
            [half_square] its miss
            [mean_square] twice its miss, shared among all outputs
            [valley] how steep its logarithms are
            [slide] how steep its logarithm is, as far as it is wanted
           *[other] how steep its own score is
        }
    }. For output { $output } it is { $slope }{ $drawn ->
        [hollow] , drawn hollow.
       *[solid] .
    }

answer_for_one = { $paths ->
        [one] A hidden neuron gets what comes back from the next layer: { $total }. It does not need a target.
        [few] A hidden neuron adds up what comes back from the next layer: { $sent }, together { $sums ->
        [near] about { $total }.
       *[equal] { $total }.
    } It does not need a target.
   *[many] A hidden neuron adds up what comes back from the next layer: { $total }. It does not need a target.
    }
    .asks = What is the desired output of a hidden neuron?

answer_for_all = { $layers ->
        [one] In the same way every question mark becomes a slope. Hollow means: more of this neuron, less cost.
       *[many] Layer by layer, from the back, every question mark becomes a slope. Hollow means: more of this neuron, less cost.
    }

name_delta = { $gated ->
        [gated] This slope times that of its curve, { $bend }, is called delta.
       *[shared] Carried on through the curve that its layer shares, the slope is called delta.
    } Many books use this name. Here delta is { $delta }.
    .asks = Is this the delta that other books write about?

# On screen, between a neuron and its desired output.
should_be = should be

# On screen: from where on all is drawn through a lens.
lens = { $factor } from here
