# What FromIndicesToMatrices says.
# $heard and $listening are how many neurons layer $before and layer $layer have; $j is a neuron of layer $layer.
# $answer times $steepness is $delta, a pair of partners; $height times $width is $slope, an area.

claim = Three lines with indices are three lines with matrices; nothing new is computed.

stack_the_neurons =
    Write the { $heard ->
        [one] one activation
       *[other] { $heard } activations
    } of layer { $before } as one column, and the { $listening ->
        [one] one sum
       *[other] { $listening } sums
    } of layer { $layer } as another; the weights fill a grid. Hollow means negative.

read_a_row =
    Row { $j } times the column, plus a bias, gives the sum of neuron { $j }. All rows together: z = W a + b.

match_partners =
    Here each number meets only its own partner: { $answer } times { $steepness } is { $meets ->
        [near] about { $delta }.
       *[equal] { $delta }.
    } This is the Hadamard product; its sign is a dot in a ring.

multiply_every_pair =
    Every delta meets every activation. Each area is one slope: { $height } times { $width } is { $crosses ->
        [near] about { $slope }.
       *[equal] { $slope }.
    }{ $drawn ->
        [some] {" "}So it is for all neurons that are not drawn.
       *[all] {""}
    }

read_three_lines =
    Three lines for any layer, with no index and the same numbers. The second sums down the columns of W, so W is
    turned.
    .asks = What is the matrix form of all this?

read_other_books =
    Other books write other letters. What one calls a, another calls z. So look at what a letter means.
    .asks = Do other books mean the same by these letters, and by delta?

# On screen: what products and a bias are together; what a column of letters means, and whose ours are.
together = together
sum = weighted sum
activation = activation
slope = slope
here = here
