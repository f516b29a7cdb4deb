# What IndicesForNeurons says.
# $widths are the numbers of neurons in all layers (or $widest the largest of them), $L and $before the numbers of the
# last layer and of the one before it; j and k count their neurons, from $j_first to $j_last and from $k_first to $k_last.

claim = A subscript says which neuron in the layer; the superscript still says which layer.

see_the_layers = { $shape ->
        [long] Many neurons may stand in one layer. In this network a layer has up to { $widest }.
        [single] Many neurons may stand in one layer. In this network each layer has one.
       *[listed] Many neurons now stand in one layer. From the inputs to the outputs this network has { $widths }.
    }

count_from_zero = In every layer we count the neurons{ $frame ->
        [tall] {" "}from the left
       *[wide] {" "}from the top
    }. We start at { $first }.

run_down_a_layer =
    The number above still says the layer: { $L }. The small number below says which neuron: { $last_layer ->
        [one] here it is
       *[many] the last one is
    } neuron { $j_last }, and its activation is { $a }.

two_letters = We need two letters. j runs over layer { $L }, { $last_layer ->
        [one] which has only neuron { $j_first }
       *[many] from { $j_first } to { $j_last }
    }. k runs over the layer before{ $layer_before ->
        [one] , which has only neuron { $k_first }
       *[many] , from { $k_first } to { $k_last }
    }.

name_any_neuron =
    For any network we write a with j below and L above: neuron j in the last layer, L. For neuron k in the layer before,
    k stands below, and one less than L above.

# On screen, over the layers and under them.
neurons = { $number } neurons
neuron = { $number } neuron
inputs = inputs
layer = layer { $number }
short = { $number }
